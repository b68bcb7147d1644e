import { PostbusApiError } from '@postbus/sdk';
import { TikTokError } from '@postbus/tiktok';
import { expect, test } from 'vitest';
import { errors } from '../../errors.ts';
import { judgeFailure } from './judge-failure.ts';

const tiktok = (
  disposition: 'retryNow' | 'retryAt' | 'reauth' | 'userAction' | 'final',
  retryAfterSeconds: number | null = null,
) =>
  new TikTokError({
    code: 'a_code',
    message: 'in TikTok’s own words',
    verdict: { disposition, retryAfterSeconds },
    logId: '202610090816000A1B2C3D4E5F60718296',
  });

test.each([
  ['retryNow', 'wait', true],
  ['retryAt', 'wait', true],
  ['reauth', 'fail', true],
  ['userAction', 'fail', false],
  ['final', 'fail', false],
] as const)(
  'an error of TikTok that is %s leads to %s and keeps code, message and log id',
  (disposition, kind, retryable) => {
    expect(judgeFailure(tiktok(disposition))).toMatchObject({
      kind,
      failure: {
        code: 'a_code',
        message: 'in TikTok’s own words',
        logId: '202610090816000A1B2C3D4E5F60718296',
        retryable,
      },
    });
  },
);

test('a rate limit waits for its window', () => {
  expect(judgeFailure(tiktok('retryAt', 60))).toMatchObject({ kind: 'wait', delayMs: 60_000 });
});

test('auth-gateway being away is waited out; its refusal ends the publication', () => {
  const away = new PostbusApiError(0, { code: 'unreachable' });
  expect(judgeFailure(away)).toMatchObject({ kind: 'wait' });
  const refused = new PostbusApiError(409, { code: 'reauth_required', message: 'connect again' });
  expect(judgeFailure(refused)).toMatchObject({ kind: 'fail', failure: { code: 'reauth_required' } });
});

test('a rule of our own that is broken ends the publication', () => {
  expect(judgeFailure(errors.videoTooLong())).toMatchObject({
    kind: 'fail',
    failure: { code: 'video_too_long', retryable: false },
  });
});

test('what nobody expected is waited out, and its words are not passed on', () => {
  const verdict = judgeFailure(new Error('https://upload/?upload_token=secret'));
  expect(verdict).toMatchObject({ kind: 'wait', failure: { code: 'internal_error' } });
  expect(JSON.stringify(verdict)).not.toContain('secret');
});
