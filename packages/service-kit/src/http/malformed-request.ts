import type { Socket } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { commonErrors } from '../common-errors.ts';
import { errorBody } from './error-handler.ts';

/** Answers what Node could not read as HTTP, or not in time, in the shape of every error, and ends the connection. */
export function answerMalformedRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const { status, problem } = answers[error.code ?? ''] ?? badRequest;
  const body = JSON.stringify(errorBody(problem(), uuidv7()));
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Whoever does not end its side would keep the connection, and the room that its request has.
  socket.destroySoon();
}

const badRequest = { status: '400 Bad Request', problem: commonErrors.badRequest };

/** By Node's code. */
const answers: Record<string, typeof badRequest> = {
  HPE_HEADER_OVERFLOW: { ...badRequest, status: '431 Request Header Fields Too Large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', problem: commonErrors.requestTimeout },
};
