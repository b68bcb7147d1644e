import { describe, expect, test } from 'vitest';
import { parseAuthorizeCallback, TikTokError } from '../index.ts';

const callback = 'https://app.example.com/tiktok/callback/';
const state = 'k3Jq9d';

describe('the redirect back from the consent page', () => {
  test('gives the code decoded once and the scopes that were granted', () => {
    const query = 'code=wFPdemo*0%216410&scopes=user.info.basic%2Cvideo.publish&state=k3Jq9d';
    const granted = {
      outcome: 'granted',
      code: 'wFPdemo*0!6410',
      grantedScopes: ['user.info.basic', 'video.publish'],
    };
    expect(parseAuthorizeCallback(`${callback}?${query}`, { state })).toEqual(granted);
    expect(parseAuthorizeCallback(new URL(`${callback}?${query}`), { state })).toEqual(granted);
    expect(parseAuthorizeCallback(query, { state })).toEqual(granted);
    expect(parseAuthorizeCallback(new URLSearchParams(query), { state })).toEqual(granted);
  });

  test.each([
    ['error=access_denied&error_description=User+denied+access', 'access_denied', null, 'User denied access'],
    ['error=unauthorized_client&error_type=client_key', 'unauthorized_client', 'client_key', null],
    ['error=access_denied&error_type=non_sandbox_target&code=x', 'access_denied', 'non_sandbox_target', null],
  ])('gives a refusal in its own words: %s', (query, error, errorType, errorDescription) => {
    expect(parseAuthorizeCallback(`${callback}?${query}&state=${state}`, { state })).toEqual({
      outcome: 'refused',
      error,
      errorType,
      errorDescription,
    });
  });

  test.each(['code=x&scopes=a&state=other', 'code=x&scopes=a', 'error=access_denied&state='])(
    'with another state is nothing else than that: %s',
    (query) => {
      const parse = () => parseAuthorizeCallback(`${callback}?${query}`, { state });
      expect(parse).toThrow(TikTokError);
      expect(parse).toThrow(expect.objectContaining({ code: 'state_mismatch' }));
    },
  );

  test.each(['', 'code=', 'scopes=user.info.basic'])('without code and error is incomplete: %s', (query) => {
    expect(() => parseAuthorizeCallback(`${callback}?${query}&state=${state}`, { state })).toThrow(
      expect.objectContaining({ code: 'callback_incomplete' }),
    );
  });

  test('is not compared with an empty state', () => {
    expect(() => parseAuthorizeCallback(`${callback}?code=x&state=`, { state: '' })).toThrow(
      expect.objectContaining({ field: 'state' }),
    );
  });
});
