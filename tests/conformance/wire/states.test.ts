import { cases } from './cases/states.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('states', cases);
