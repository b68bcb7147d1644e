import { cases as cancel } from './cases/cancel.ts';
import { cases as failReasons } from './cases/fail-reasons.ts';
import { cases as states } from './cases/states.ts';
import { cases as status } from './cases/status.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('what becomes of a post', [...states, ...status, ...failReasons, ...cancel]);
