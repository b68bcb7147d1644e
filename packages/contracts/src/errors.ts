import { type Static, Type } from 'typebox';

/** The one shape of every error answer of every service. */
export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.String({ description: 'Stable, for programs' }),
    message: Type.String({ description: 'For developers' }),
    userMessage: Type.String({ description: 'For the person in front of the screen, with the next step' }),
    retryable: Type.Boolean({ description: 'Whether the same request may succeed later' }),
    details: Type.Optional(Type.Unknown()),
    correlationId: Type.String(),
  }),
});
export type ErrorBody = Static<typeof ErrorBody>;
