import { Type } from 'typebox';
import type { Benchmark, BenchmarkContext } from './benchmark.ts';
import { median } from './support/median.ts';
import { startChild } from './support/start-child.ts';
import { uploadToSandbox } from './support/upload-to-sandbox.ts';
import { writeMedia } from './support/write-media.ts';

const rssGrowthGoalMiB = 40;
const Ready = Type.Object({ isReady: Type.Literal(true) });
const Measured = Type.Object({ seconds: Type.Number(), rssGrowthMiB: Type.Number() });

/**
 * `uploadChunks` against one bare `undici.request` with the same file, to the same sink: throughput, and by how much the
 * process grows. Each upload runs in a process of its own. For information also the throughput into the sandbox.
 */
export const tiktokUpload: Benchmark = {
  name: 'tiktok-upload',
  unit: 'MB/s',
  goal: { of: 'ratio', atLeast: 0.85 },
  async run(context) {
    const sizeMiB = context.sizeMiB ?? (context.quick ? 16 : 1024);
    const bytes = sizeMiB * 1024 ** 2;
    const rounds = context.quick ? 1 : 5;
    context.progress(`writes a file of ${sizeMiB} MiB`);
    const path = await writeMedia(context.folder, bytes);
    const { url } = await startChild(context, 'upload-sink.ts').next(Type.Object({ url: Type.String() }));

    const figures: Record<Uploader, UploadFigures[]> = { client: [], bare: [] };
    for (let round = 1; round <= rounds; round += 1) {
      for (const uploader of ['client', 'bare'] as const) {
        const once = await uploadOnce(context, uploader, { url, path, bytes });
        figures[uploader].push(once);
        const [speed, growth] = [once.speedMBps.toFixed(), once.rssGrowthMiB.toFixed()];
        context.progress(`${round}/${rounds} ${uploader}: ${speed} MB/s, memory +${growth} MiB`);
      }
    }
    const sandboxMBps = await uploadToSandbox(context, { path, bytes });
    context.progress(`into the sandbox: ${sandboxMBps.toFixed(0)} MB/s`);

    const [client, bare] = [summary(figures.client), summary(figures.bare)];
    return {
      figure: client.speedMBps,
      baseline: bare.speedMBps,
      extra: {
        rssGrowthMiB: client.rssGrowthMiB,
        rssGrowthGoalMiB,
        baselineRssGrowthMiB: bare.rssGrowthMiB,
        sandboxMBps,
        sizeMiB,
        rounds,
      },
      extraOk: client.rssGrowthMiB <= rssGrowthGoalMiB,
    };
  },
};

/** How a file is sent: `children/upload-<uploader>.ts`. */
type Uploader = 'client' | 'bare';

interface UploadFigures {
  speedMBps: number;
  rssGrowthMiB: number;
}

async function uploadOnce(
  context: BenchmarkContext,
  uploader: Uploader,
  { url, path, bytes }: { url: string; path: string; bytes: number },
): Promise<UploadFigures> {
  const child = startChild(context, `upload-${uploader}.ts`, url, path, `${bytes}`);
  await child.next(Ready);
  child.send('begin');
  const { seconds, rssGrowthMiB } = await child.next(Measured);
  return { speedMBps: bytes / 1e6 / seconds, rssGrowthMiB };
}

/** The median speed, and the most that any round grew by. */
const summary = (rounds: UploadFigures[]): UploadFigures => ({
  speedMBps: median(rounds.map(({ speedMBps }) => speedMBps)),
  rssGrowthMiB: Math.max(...rounds.map(({ rssGrowthMiB }) => rssGrowthMiB)),
});
