import type { FastifyInstance } from 'fastify';

/** A refusal of the control API. */
export class ControlError extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
  }
}

export const notFound = (what: string) => new ControlError(404, 'not_found', `There is no such ${what}.`);

/** Answers `{ error: { code, message } }`: a person reads it. */
export function answerControlErrors(server: FastifyInstance): void {
  server.setErrorHandler((error, _request, reply) => {
    const known = error instanceof ControlError ? error : null;
    const message = error instanceof Error ? error.message : 'The request could not be read.';
    return reply
      .code(known?.statusCode ?? 400)
      .send({ error: { code: known?.code ?? 'malformed', message } });
  });
}
