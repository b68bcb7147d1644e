import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilePathSource } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTestVideo } from '../../testing/test-video.ts';
import { probeVideo as probe } from './probe.ts';

const probeVideo = (path: string, signal?: AbortSignal) => probe(new FilePathSource(path), signal);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postbus-probe-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('looking into a file', () => {
  test('that took too long says so, and never that the file is no video', async () => {
    const path = join(folder, 'slow.mp4');
    await writeTestVideo(path, 100_000);
    const tooLate = probeVideo(path, AbortSignal.abort());
    await expect(tooLate).rejects.toMatchObject({ code: 'unavailable', retry: 'later' });
    expect(await probeVideo(path)).toMatchObject({ container: 'mp4' });
  });

  test('that is no video returns null, whatever its name says', async () => {
    const path = join(folder, 'page.mp4');
    await writeFile(path, '<!doctype html><title>not a video</title>');
    expect(await probeVideo(path)).toBeNull();
  });

  test.each([0.2, 0.7, 0.999])('that is cut off at %d of its bytes says so', async (part) => {
    const path = join(folder, 'cut.mp4');
    await writeTestVideo(path, 100_000, { indexFirst: true });
    expect(await probeVideo(path)).toMatchObject({ container: 'mp4' });
    const { size } = await stat(path);
    await truncate(path, Math.floor(size * part));
    await expect(probeVideo(path)).rejects.toMatchObject({ code: 'media_truncated', retry: 'never' });
  });

  test('that is not there raises what the system says', async () => {
    await expect(probeVideo(join(folder, 'none.mp4'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
