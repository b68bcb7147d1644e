import { execFileSync, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'vitest';
import { createApi } from './testing/api.ts';
import { startProcess } from './testing/start-process.ts';
import { startSurroundings } from './testing/start-uploader.ts';

test('mem', async () => {
  const s = await startSurroundings('http://127.0.0.1:1');
  const p = await startProcess(s);
  const api = createApi(s, () => p);
  const size = 1024 ** 3;
  const pid = execFileSync('sh', ['-c', `pgrep -f 'services/uploader/src/main.ts' | head -1`])
    .toString()
    .trim();
  const rss = async () => /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  const begun = await api.call('/api/media', {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': `${size}` },
  });
  const location = begun.headers.get('location') ?? '';
  console.log('before', await rss());
  const t = Date.now();
  const c = spawn('sh', [
    '-c',
    `head -c ${size - 1} /dev/zero | curl -s -o /dev/null -w '%{http_code}' -X PATCH -T - -H 'transfer-encoding:' -H 'content-length: ${size - 1}' -H 'expect:' -H 'authorization: ${api.bearer()}' -H 'tus-resumable: 1.0.0' -H 'upload-offset: 0' -H 'content-type: application/offset+octet-stream' ${p.url}${location}`,
  ]);
  let done = false;
  c.on('exit', () => {
    done = true;
  });
  const seen: unknown[] = [];
  while (!done) {
    await new Promise((r) => setTimeout(r, 300));
    seen.push(await rss());
  }
  console.log(Date.now() - t, 'ms', seen.join(' '));
  await p.end('SIGTERM');
  await s.close();
}, 120000);
