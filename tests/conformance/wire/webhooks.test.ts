import { cases as signature } from './cases/webhook-signature.ts';
import { cases as webhooks } from './cases/webhooks.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('webhooks', [...webhooks, ...signature]);
