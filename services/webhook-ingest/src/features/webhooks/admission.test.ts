import { expect, test } from 'vitest';
import { createAdmission } from './admission.ts';

const KiB = 1024;

test('lets in what fits, and more as soon as somebody has left', () => {
  const admission = createAdmission(100 * KiB);
  const leave = admission.enter(40 * KiB);
  expect(leave).toBeDefined();
  expect(admission.enter(40 * KiB)).toBeDefined();
  expect(admission.enter(40 * KiB)).toBeUndefined();
  leave?.();
  expect(admission.enter(40 * KiB)).toBeDefined();
});

test('who leaves twice makes room once', () => {
  const admission = createAdmission(100 * KiB);
  const leave = admission.enter(40 * KiB);
  admission.enter(40 * KiB);
  leave?.();
  leave?.();
  expect(admission.enter(40 * KiB)).toBeDefined();
  expect(admission.enter(20 * KiB)).toBeUndefined();
});

test('a request without a body takes room, too', () => {
  const admission = createAdmission(100 * KiB);
  let entered = 0;
  while (admission.enter(0)) entered += 1;
  expect(entered).toBeLessThan(100);
});
