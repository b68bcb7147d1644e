import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Below this the headers weigh more than what is saved. */
const worthwhileBytes = 1024;

export default defineConfig({
  plugins: [react(), compressed()],
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 700 },
  // Beside a running stack: CONSOLE_PORT's console does everything but the page.
  server: { proxy: { '/api': `http://127.0.0.1:${process.env.CONSOLE_PORT ?? 4000}` } },
});

/** Every text is served as it was compressed here, once. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'postbus-compressed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir);
    },
    async writeBundle() {
      const files = await readdir(folder, { recursive: true });
      const texts = files.filter((file) => /\.(js|css|html|svg)$/.test(file));
      await Promise.all(texts.map((file) => compress(join(folder, file))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < worthwhileBytes) return;
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content));
}
