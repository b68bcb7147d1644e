import { createReadStream } from 'node:fs';
import { createTikTokClient, planChunks } from '@postbus/tiktok';
import { measureUpload } from '../support/measure-upload.ts';

const client = createTikTokClient();

await measureUpload(({ uploadUrl, path, bytes }) =>
  client.uploadChunks({
    uploadUrl,
    contentType: 'video/mp4',
    plan: planChunks(bytes),
    openRange: (start, end) => createReadStream(path, { start, end }),
    onProgress: async () => {},
  }),
);
