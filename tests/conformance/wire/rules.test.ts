import { cases as conventions } from './cases/conventions.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('rules of all endpoints', [...conventions]);
