import { cases as chunks } from './cases/chunks.ts';
import { cases as mediaLimits } from './cases/media-limits.ts';
import { cases as pull } from './cases/pull.ts';
import { cases as put } from './cases/put.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('media transfer', [...chunks, ...put, ...pull, ...mediaLimits]);
