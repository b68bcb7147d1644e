import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { readEntry, writeEntry } from './clock-file.ts';

/** A stack that was taken into the past. */
export interface Travel {
  /** What its clock shows, in milliseconds since 1970. */
  now(): number;
  /** Sets its clock to a moment that is past, or to the present for any other. Every process shows it when this resolves. */
  goTo(moment: number): Promise<void>;
  /** Brings the stack back to the present. */
  end(): void;
}

/** So long the stack stays in the past when whoever took it there was killed. */
const believedMs = 15_000;
const renewEveryMs = 2_000;
/** Longer than processes take to look at the file again. */
const seenWithinMs = 20;

/** Takes charge of the clock of a running stack. Raises a Problem while somebody else has it. */
export function beginTravel(clockFile: string): Travel {
  const file = openSync(clockFile, 'r+');
  if (readEntry(file).believedUntilMs > Date.now()) {
    closeSync(file);
    throw new Problem('Another demo:seed is at work on this stack: wait until it is done.');
  }
  let offsetMs = 0;
  const write = () => writeEntry(file, { offsetMs, believedUntilMs: Date.now() + believedMs });
  write();
  const renewing = setInterval(write, renewEveryMs).unref();
  return {
    now: () => Date.now() + offsetMs,
    async goTo(moment) {
      offsetMs = Math.min(0, moment - Date.now());
      write();
      await pause(seenWithinMs);
    },
    end() {
      clearInterval(renewing);
      offsetMs = 0;
      writeEntry(file, { offsetMs: 0, believedUntilMs: 0 });
      closeSync(file);
    },
  };
}
