import { cases as states } from './cases/states.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('what becomes of a post', [...states]);
