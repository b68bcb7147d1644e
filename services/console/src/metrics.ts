import { Counter, type Registry } from '@prometheus-io/client';

export type SignInOutcome = 'signed_in' | 'refused' | 'unavailable';

/** Counts who tried to sign in, by what came of it. */
export const createSignInCounter = (registry: Registry): Counter<'outcome'> =>
  new Counter({
    name: 'console_sign_ins_total',
    help: 'Attempts to sign in',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
