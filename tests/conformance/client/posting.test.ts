import { cases as errors } from './cases/errors.ts';
import { cases as input } from './cases/input.ts';
import { cases as posting } from './cases/posting.ts';
import { cases as webhooks } from './cases/webhooks.ts';
import { runClientCases } from './client-case.ts';

runClientCases('posting', [...posting, ...webhooks, ...errors, ...input]);
