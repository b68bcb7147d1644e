import type { Database } from '@postbus/db';
import type { Config } from '../config.ts';
import type { MediaFiles } from '../features/media/files.ts';
import { createUploadParts } from '../features/media/upload-parts.ts';
import { createLocalFiles } from './local-files.ts';

/** Files in the bucket that the configuration names, or else in its directory. */
export async function createFiles(config: Config, db: Database): Promise<MediaFiles> {
  const { MEDIA_DIRECTORY, S3_BUCKET, S3_REGION, S3_ENDPOINT, S3_PATH_STYLE } = config;
  if (S3_BUCKET === undefined) return createLocalFiles(MEDIA_DIRECTORY);
  // Only when there is a bucket: the SDK takes memory.
  const { createS3Files } = await import('./s3-files.ts');
  return createS3Files({
    bucket: S3_BUCKET,
    parts: createUploadParts(db),
    // Who may use it, the SDK finds out where it always looks: AWS_ACCESS_KEY_ID, a role, …
    client: {
      region: S3_REGION,
      forcePathStyle: S3_PATH_STYLE,
      ...(S3_ENDPOINT !== undefined && { endpoint: S3_ENDPOINT }),
    },
    scratchDirectory: MEDIA_DIRECTORY,
  });
}
