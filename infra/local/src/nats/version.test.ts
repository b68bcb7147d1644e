import { describe, expect, test } from 'vitest';
import { isAtLeast, natsVersionOf, parseNatsVersion } from './version.ts';

describe('the version of nats-server', () => {
  test.each([
    ['nats-server: v2.9.10\n', [2, 9, 10]],
    ['nats-server: v2.12.4', [2, 12, 4]],
    ['nats-server: v2.14.0-dev', [2, 14, 0]],
  ])('is read from %j', (output, version) => {
    expect(parseNatsVersion(output)).toEqual(version);
  });

  test.each(['', 'v2.9.10', 'redis-server v7.0.1', 'nats-server: v2.9', 'nats: v2.9.10'])(
    'is not read from %j',
    (output) => {
      expect(parseNatsVersion(output)).toBeUndefined();
    },
  );

  test.each([
    [[2, 9, 10], true],
    [[2, 9, 11], true],
    [[2, 10, 0], true],
    [[3, 0, 0], true],
    [[2, 9, 9], false],
    [[2, 8, 99], false],
    [[1, 99, 99], false],
  ] as const)('%j is compared by number, not by text', (version, expected) => {
    expect(isAtLeast([...version], [2, 9, 10])).toBe(expected);
  });

  test('is unknown for a program that is not there or is something else', () => {
    expect(natsVersionOf('/nonexistent/nats-server')).toBeUndefined();
    expect(natsVersionOf(process.execPath)).toBeUndefined();
  });
});
