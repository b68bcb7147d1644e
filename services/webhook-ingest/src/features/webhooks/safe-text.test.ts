import { WebhookReceivedData } from '@postbus/contracts';
import { assert, property, string } from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { storableText, subjectSafeEventName } from './safe-text.ts';

const anyText = string({ unit: 'binary', maxLength: 300 });

describe('the name of an event in a subject', () => {
  test.each([
    'authorization.removed',
    'video.publish.completed',
    'post.publish.no_longer_publicaly_available',
  ])('%s stays as it is', (name) => {
    expect(subjectSafeEventName(name)).toBe(name);
  });

  test.each([
    ['post.*.>', 'post._._'],
    ['.a..b.', '_.a._.b._'],
    ['', '_'],
    ['a b\r\nPUB x', 'a_b__PUB_x'],
  ])('%j becomes %j', (name, safe) => {
    expect(subjectSafeEventName(name)).toBe(safe);
  });

  test('fits the contract and the length of a control line whatever the platform sends', () =>
    assert(
      property(anyText, (name) => {
        const safe = subjectSafeEventName(name);
        expect(Value.Check(WebhookReceivedData.properties.event, safe)).toBe(true);
        expect(safe.length).toBeLessThanOrEqual(256);
      }),
    ));
});

describe('text for PostgreSQL', () => {
  test('ordinary text stays as it is', () => {
    const text = 'caption 🎬 "quoted" \\ \n {"a":"\\u0000"}';
    expect(storableText(text)).toBe(text);
  });

  test('holds neither NUL nor unpaired surrogates', () => {
    expect(storableText('a\0b\uD800c\uDC00')).toBe('a\uFFFDb\uFFFDc\uFFFD');
  });
});
