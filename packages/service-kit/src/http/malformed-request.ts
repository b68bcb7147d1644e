import type { Socket } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { commonErrors } from '../common-errors.ts';
import { errorBody } from './error-handler.ts';

/** Answers what Node could not read as HTTP, before Fastify sees it, in the shape of every error. */
export function answerMalformedRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const status = isTooLong ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify(errorBody(commonErrors.badRequest(), uuidv7()));
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
