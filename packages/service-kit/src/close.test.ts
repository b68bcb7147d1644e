import { expect, test } from 'vitest';
import { closeInOrder } from './close.ts';

test('closing runs one step after the other', async () => {
  const seen: string[] = [];
  const step = (name: string) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
  };
  await closeInOrder(step('consumers'), step('http'));
  expect(seen).toEqual(['consumers begins', 'consumers ends', 'http begins', 'http ends']);
});

test('a step that fails does not keep the others from closing, and is told at the end', async () => {
  const seen: string[] = [];
  const closing = closeInOrder(
    async () => {
      throw new Error('first');
    },
    () => {
      throw new Error('second, at once');
    },
    async () => seen.push('pool'),
  );
  await expect(closing).rejects.toMatchObject({
    errors: [{ message: 'first' }, { message: 'second, at once' }],
  });
  expect(seen).toEqual(['pool']);
});
