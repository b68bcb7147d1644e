import { readSync, writeSync } from 'node:fs';

/** What the clock file says: how far a local stack is in the past, and how long that is to be believed. */
export interface ClockEntry {
  /** Milliseconds from real time, never more than 0: a stack goes into the past and comes back, never ahead. */
  offsetMs: number;
  /** Real time in milliseconds since 1970. Nobody renews it who was killed, so that a stack never stays in the past. */
  believedUntilMs: number;
}

/** Two numbers of 8 bytes. */
const entryBytes = 16;

/** Reads the entry of an open clock file. One that was never written says that it is now. */
export function readEntry(file: number, buffer: Buffer = Buffer.alloc(entryBytes)): ClockEntry {
  if (readSync(file, buffer, 0, entryBytes, 0) < entryBytes) return { offsetMs: 0, believedUntilMs: 0 };
  return { offsetMs: buffer.readDoubleLE(0), believedUntilMs: buffer.readDoubleLE(8) };
}

/** Writes the entry of an open clock file. */
export function writeEntry(file: number, { offsetMs, believedUntilMs }: ClockEntry): void {
  const buffer = Buffer.alloc(entryBytes);
  buffer.writeDoubleLE(offsetMs, 0);
  buffer.writeDoubleLE(believedUntilMs, 8);
  writeSync(file, buffer, 0, entryBytes, 0);
}

/** How far from real time it is now, in milliseconds. */
export const offsetOf = ({ offsetMs, believedUntilMs }: ClockEntry, realMs: number): number =>
  realMs < believedUntilMs && offsetMs < 0 ? offsetMs : 0;
