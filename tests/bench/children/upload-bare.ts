import { createReadStream } from 'node:fs';
import { request } from 'undici';
import { measureUpload } from '../support/measure-upload.ts';

await measureUpload(async ({ uploadUrl, path, bytes }) => {
  const answer = await request(uploadUrl, {
    method: 'PUT',
    headers: { 'content-type': 'video/mp4', 'content-length': `${bytes}` },
    body: createReadStream(path, { end: bytes - 1 }),
  });
  await answer.body.dump();
  if (answer.statusCode !== 201) throw new Error(`The sink answered ${answer.statusCode}`);
});
