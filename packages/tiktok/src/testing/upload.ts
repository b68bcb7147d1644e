import type { TikTokClientOptions } from '../client.ts';
import type { ChunkUpload } from '../transfer/upload-chunks.ts';
import { clientOf } from './client.ts';
import { openRange, plan } from './media.ts';
import { type Fault, startUploadTarget, type UploadTargetOptions } from './upload-target.ts';

/** A client that has no API to call, only an upload target. */
export const uploadClient = (options: TikTokClientOptions = {}) => clientOf('http://127.0.0.1:9', options);

export const startTarget = (options: Partial<UploadTargetOptions> = {}) =>
  startUploadTarget({ videoSize: plan.videoSize, ...options });

export const uploadTo = (uploadUrl: string, changes: Partial<ChunkUpload> = {}): ChunkUpload => ({
  uploadUrl,
  contentType: 'video/mp4',
  plan,
  openRange,
  onProgress: async () => {},
  ...changes,
});

/** The ranges of the three chunks. */
export const chunk0 = '0-5242879';
export const chunk1 = '5242880-10485759';
export const chunk2 = '10485760-15728656';
export const lastStart = 10_485_760;

/** One fault, of one PUT. */
export const onPut = (wanted: number, fault: Fault) => ({
  fault: (index: number) => (index === wanted ? fault : undefined),
});
