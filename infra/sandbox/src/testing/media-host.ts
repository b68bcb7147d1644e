import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A host of media by path. Its `base` is a prefix that an app may verify. */
export async function startMediaHost(files: Record<string, Buffer | Handler>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    asked.push(name);
    const file = files[name];
    if (typeof file === 'function') file(request, response);
    else response.writeHead(file ? 200 : 404, { 'content-type': 'text/plain' }).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    base: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    /** What was asked for, in order. */
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Announces a file, sends some of it, and then says nothing more. */
export const stalling =
  (announced: number, sent: Buffer): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': announced }).write(sent);
  };
