import { backlog } from './backlog.ts';
import type { Benchmark } from './benchmark.ts';
import { ingest } from './ingest.ts';
import { interaction } from './interaction.ts';
import { latency } from './latency.ts';
import { quota } from './quota.ts';
import { sandboxStatus } from './sandbox-status.ts';
import { schedule } from './schedule.ts';
import { start } from './start.ts';
import { sweep } from './sweep.ts';
import { tiktokUpload } from './tiktok-upload.ts';
import { upload } from './upload.ts';
import { uploadMemory } from './upload-memory.ts';
import { vend } from './vend.ts';
import { webhookBacklog } from './webhook-backlog.ts';

/** Every benchmark, in the order in which `npm run bench` runs them. */
export const benchmarks: Benchmark[] = [
  tiktokUpload,
  sandboxStatus,
  ingest,
  webhookBacklog,
  vend,
  sweep,
  quota,
  schedule,
  latency,
  backlog,
  upload,
  uploadMemory,
  start,
  interaction,
];
