import { cases as conventions } from './cases/conventions.ts';
import { cases as errors } from './cases/errors.ts';
import { cases as limits } from './cases/limits.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('rules of all endpoints', [...conventions, ...errors, ...limits]);
