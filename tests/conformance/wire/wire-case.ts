import type { Case } from '../case.ts';
import { runCases } from '../support/run-cases.ts';
import { type RunningTiktok, startTiktok } from '../support/start-tiktok.ts';

/** A case that talks to the sandbox as any program could, by plain HTTP. */
export type WireCase = Case<RunningTiktok>;

/** Runs the cases of one file of `cases/`. */
export const runWireCases = (group: string, cases: readonly WireCase[]) =>
  runCases(`on the wire: ${group}`, cases, startTiktok);
