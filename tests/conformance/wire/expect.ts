import { expect } from 'vitest';
import type { ErrorCode, OAuthError } from '../vocabulary.ts';
import type { Answer } from './answer.ts';

/** 200 with `ok` and an empty message. */
export function expectOk(answer: Answer): void {
  expect(answer.text).toContain('"code":"ok"');
  expect(answer.status).toBe(200);
  expect(answer.error).toMatchObject({ code: 'ok', message: '' });
}

/** The envelope of a refusal: a status, a code, and no data. */
export function expectRefusal(answer: Answer, status: number, code: ErrorCode, message?: string): void {
  expect({ status: answer.status, code: answer.error.code }).toEqual({ status, code });
  expect(answer.data).toEqual({});
  if (message !== undefined) expect(answer.error.message).toBe(message);
}

/** The flat form of an OAuth refusal. */
export function expectOAuthError(answer: Answer, error: OAuthError, description?: string): void {
  expect(answer.json).toEqual({
    error,
    error_description: description ?? expect.any(String),
    log_id: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
  });
}

/** What the gateway says to a path or a method that it does not know. */
export function expectUnknownPath(answer: Answer): void {
  expect({ status: answer.status, text: answer.text }).toEqual({
    status: 404,
    text: 'Unsupported path(Janus)',
  });
}
