import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  auditedActions,
  changeStored,
  connectCreator,
  refreshes,
  type Stack,
  startStack,
  storedAccount,
} from '../../testing/stack.ts';

describe('a stored token that was changed', () => {
  let stack: Stack;
  let accountId: string;
  const vend = () => stack.api.post(`/api/accounts/${accountId}/access-token`);

  beforeAll(async () => {
    stack = await startStack();
    accountId = await connectCreator(stack);
  });
  afterAll(() => stack?.close());

  const flipBit = (text: string, bit: number) => {
    const bytes = Buffer.from(text, 'latin1');
    const at = (bit >> 3) % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
    // PostgreSQL keeps no NUL in a text.
    return bytes.toString('latin1').replaceAll('\0', '?');
  };

  test('is never given away: with any bit flipped there is a new token, and a row in the audit log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (bit) => {
        const before = await storedAccount(stack, accountId);
        await changeStored(stack, accountId, {
          accessTokenEncrypted: flipBit(before.accessTokenEncrypted ?? '', bit),
        });
        const { status, body } = await vend();
        expect([status, body.openId]).toEqual([200, before.openId]);
        expect((await storedAccount(stack, accountId)).tokenVersion).toBe(before.tokenVersion + 1);
        expect(await auditedActions(stack, accountId)).toContain('access_token.unreadable');
      }),
      { numRuns: 30, seed: 20261121 },
    );
  });

  test('is an error with a code when the refresh token does not open either, and nothing is asked of TikTok', async () => {
    const whole = await storedAccount(stack, accountId);
    const before = await refreshes(stack);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (first, second) => {
        await changeStored(stack, accountId, {
          accessTokenEncrypted: flipBit(whole.accessTokenEncrypted ?? '', first),
          refreshTokenEncrypted: flipBit(whole.refreshTokenEncrypted ?? '', second),
        });
        const { status, body } = await vend();
        expect([status, body.error.code]).toEqual([409, 'token_unreadable']);
      }),
      { numRuns: 30, seed: 20261121 },
    );
    expect(await refreshes(stack)).toBe(before);
    expect(await storedAccount(stack, accountId)).toMatchObject({
      status: 'active',
      lastErrorCode: 'token_unreadable',
    });
    await changeStored(stack, accountId, { accessTokenEncrypted: whole.accessTokenEncrypted });
    expect((await vend()).status).toBe(200);
  });

  test('does not open in another row, column or table', async () => {
    const other = await connectCreator(stack, { creator: 'demogarden', userId: 'user-2' });
    const { accessTokenEncrypted, refreshTokenEncrypted } = await storedAccount(stack, other);
    for (const stolen of [accessTokenEncrypted, refreshTokenEncrypted]) {
      await changeStored(stack, accountId, { accessTokenEncrypted: stolen, refreshTokenEncrypted: stolen });
      expect((await vend()).body.error.code).toBe('token_unreadable');
    }
  });
});
