// Loaded before a service of a local stack with the sandbox (`node --import`). `Date` then tells the time of the stack's
// clock file, by which `npm run demo:seed` lets a month go by. Nothing else of the service is another, and nothing in the
// services knows of it. See docs/decisions/0014-a-local-stack-can-live-in-the-past.md.
import { openSync } from 'node:fs';
import { offsetOf, readEntry } from './clock-file.ts';

const path = process.env.POSTBUS_CLOCK_FILE;
if (process.env.NODE_ENV === 'production')
  throw new Error('A clock that can be set is for local stacks only');
if (!path) throw new Error('POSTBUS_CLOCK_FILE must name the clock file of the stack');

/** Often enough for everybody who moves the clock, and seldom enough to cost nothing. */
const lookEveryMs = 5;

const file = openSync(path, 'r');
const buffer = Buffer.alloc(16);
const RealDate = Date;
const realNow = RealDate.now;
let entry = readEntry(file, buffer);
let lookedAt = performance.now();

function now(): number {
  if (performance.now() - lookedAt > lookEveryMs) {
    entry = readEntry(file, buffer);
    lookedAt = performance.now();
  }
  const realMs = realNow();
  return realMs + offsetOf(entry, realMs);
}

RealDate.now = now;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new RealDate(now()).toString(),
});
// Some libraries tell a date by its constructor.
RealDate.prototype.constructor = Date;
