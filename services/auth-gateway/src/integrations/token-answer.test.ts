import { describe, expect, test } from 'vitest';
import { CodeExchangeError, readTokenAnswer } from './token-answer.ts';

const complete = {
  access_token: 'act.demoAAAA1111!5259',
  expires_in: 86400,
  open_id: '-000DemoOpenId_1',
  refresh_expires_in: 31536000,
  refresh_token: 'rft.demoBBBB2222!5294',
  scope: 'user.info.basic,video.publish',
  token_type: 'Bearer',
};

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof CodeExchangeError) return error.code;
    throw error;
  }
  throw new Error('nothing was raised');
};

describe("TikTok's answer to a code", () => {
  test('is read from the flat object, with fields that are not known yet', () => {
    expect(readTokenAnswer({ ...complete, something_new: 1 })).toEqual({
      accessToken: 'act.demoAAAA1111!5259',
      expiresInSeconds: 86400,
      refreshToken: 'rft.demoBBBB2222!5294',
      refreshExpiresInSeconds: 31536000,
      openId: '-000DemoOpenId_1',
      grantedScopes: ['user.info.basic', 'video.publish'],
    });
  });

  test('is not thrown away over a field that an account can do without: the code is spent', () => {
    const { expires_in: _, refresh_expires_in: __, scope: ___, ...least } = complete;
    expect(readTokenAnswer(least)).toMatchObject({
      expiresInSeconds: 86400,
      refreshExpiresInSeconds: null,
      grantedScopes: [],
    });
  });

  test('is a failure if it carries an error, whatever else it carries', () => {
    expect(codeOf(() => readTokenAnswer({ ...complete, error: 'invalid_grant' }))).toBe('invalid_grant');
  });

  test.each(['access_token', 'refresh_token', 'open_id'])('is a failure without %s', (field) => {
    expect(codeOf(() => readTokenAnswer({ ...complete, [field]: '' }))).toBe('unexpected_answer');
  });

  test.each([
    [Buffer.from('{"error":"invalid_client"}'), 401, 'invalid_client'],
    [{ error: 'invalid_grant' }, 400, 'invalid_grant'],
    [Buffer.from('<html>'), 502, 'unreachable'],
    [Buffer.from('<html>'), 404, 'unexpected_answer'],
  ])('with another status is read as well', (payload, statusCode, code) => {
    const failure = Object.assign(new Error('Response Error'), { data: { payload }, output: { statusCode } });
    expect(CodeExchangeError.fromClient(failure).code).toBe(code);
  });

  test('that never came is unreachable, and what the client tried to send is not kept', () => {
    const failure = Object.assign(new Error('socket hang up'), {
      code: 'ECONNRESET',
      request: 'client_secret=x',
    });
    const error = CodeExchangeError.fromClient(failure);
    expect(error.code).toBe('unreachable');
    expect(JSON.stringify({ ...error, message: error.message, cause: error.cause })).not.toContain(
      'client_secret',
    );
  });
});
