import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import type { EncoderMessage, EncoderResults, EncoderTask } from '../tasks.ts';
import { convert } from './convert.ts';
import { takeCover } from './cover.ts';
import { examine } from './open-video.ts';
import { renderSlideshow } from './slideshow.ts';

/**
 * A process that does one task and ends. FFmpeg works in it on files from strangers: what a crafted one can do stays here,
 * with an environment that holds no secret, and the memory goes back to the system at the end.
 */
Log.setLevel(AV_LOG_QUIET);
process.once('message', async (task: EncoderTask) => {
  const onProgress = (share: number) => say({ kind: 'progress', share });
  try {
    say({ kind: 'done', result: await work(task, onProgress) });
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  process.disconnect();
});
// Who asked is gone.
process.once('disconnect', () => process.exit());

function work(
  task: EncoderTask,
  onProgress: (share: number) => void,
): Promise<EncoderResults[keyof EncoderResults]> {
  switch (task.kind) {
    case 'examine':
      return examine(task.path);
    case 'convert':
      return convert(task, onProgress);
    case 'slideshow':
      return renderSlideshow(task, onProgress);
    case 'cover':
      return takeCover(task);
  }
}

const say = (message: EncoderMessage) => process.send?.(message);
