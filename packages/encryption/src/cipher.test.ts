import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CiphertextContext, createCipher, DecryptionError } from './cipher.ts';
import { parseKeyRing } from './key-ring.ts';

const hex = () => randomBytes(32).toString('hex');
const [oldKey, newKey] = [hex(), hex()];
const cipher = createCipher(parseKeyRing(`new:${newKey},old:${oldKey}`));
const context: CiphertextContext = { table: 'oauth_accounts', column: 'access_token', row: 'a-1' };

const anyContext = fc.record({ table: fc.string(), column: fc.string(), row: fc.string() });

describe('a ciphertext', () => {
  test('opens to what was sealed, whatever it was and wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), anyContext, (plaintext, where) => {
        expect(cipher.decrypt(cipher.encrypt(plaintext, where), where)).toBe(plaintext);
      }),
    );
  });

  test('does not open in another table, column or row', () => {
    fc.assert(
      fc.property(anyContext, anyContext, (here, there) => {
        fc.pre(JSON.stringify(Object.values(here)) !== JSON.stringify(Object.values(there)));
        const sealed = cipher.encrypt('token', here);
        expect(() => cipher.decrypt(sealed, there)).toThrow(DecryptionError);
      }),
    );
  });

  test('does not open when any single bit of it was flipped', () => {
    const sealed = cipher.encrypt('act.demoAAAA1111!5259', context);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const bytes = Buffer.from(sealed, 'latin1');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => cipher.decrypt(bytes.toString('latin1'), context)).toThrow(DecryptionError);
    }
  });

  test('is refused without a crash when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => cipher.decrypt(text, context)).toThrow(DecryptionError);
        expect(() => cipher.decrypt(`v1.new.${text}`, context)).toThrow(DecryptionError);
      }),
    );
  });

  test('is another one each time, so that equal tokens are not seen to be equal', () => {
    expect(cipher.encrypt('same', context)).not.toBe(cipher.encrypt('same', context));
  });

  test('of an older key still opens, and says that it wants rotation', () => {
    const sealedBefore = createCipher(parseKeyRing(`old:${oldKey}`)).encrypt('token', context);
    expect(cipher.decrypt(sealedBefore, context)).toBe('token');
    expect(cipher.needsRotation(sealedBefore)).toBe(true);
    expect(cipher.needsRotation(cipher.encrypt('token', context))).toBe(false);
  });

  test('of a key that is gone is refused with the name of the key', () => {
    const sealed = cipher.encrypt('token', context);
    const without = createCipher(parseKeyRing(`old:${oldKey}`));
    expect(() => without.decrypt(sealed, context)).toThrow('the key new is not in the key ring');
  });
});
