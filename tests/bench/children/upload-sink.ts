import { createServer } from 'node:http';
import { tell } from '../support/parent.ts';

/**
 * Takes uploads as TikTok's upload host answers them, 206 and at the end 201, and discards the bytes. A PUT without
 * Content-Range is a whole file.
 */
const server = createServer((request, response) => {
  const range = request.headers['content-range'] ?? '';
  const [first = 0, last = Number.NaN, total = Number.NaN] =
    /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range)?.slice(1).map(Number) ?? [];
  const expected = range === '' ? Number(request.headers['content-length']) : last - first + 1;
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    bytes += part.length;
  });
  request.on('end', () => {
    if (bytes !== expected) response.writeHead(400).end();
    else if (range === '') response.writeHead(201).end();
    else
      response
        .writeHead(last + 1 === total ? 201 : 206, { 'content-range': `bytes 0-${last}/${total}` })
        .end();
  });
}).listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') tell({ url: `http://127.0.0.1:${address.port}/` });
});
