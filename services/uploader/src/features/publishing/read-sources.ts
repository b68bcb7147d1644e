import { errors } from '../../errors.ts';
import { listMedia, type Media } from '../media/repository.ts';
import type { WorkItem } from '../publications/repository.ts';
import type { StepTools } from './step.ts';

/** The files of a post in their order, with how many bytes of each are there. Raises `media_missing` if one is gone. */
export async function readSources(
  { post }: WorkItem,
  { db, files }: StepTools,
): Promise<(Media & { storedBytes: number })[]> {
  const found = await listMedia(db, post);
  return Promise.all(
    post.mediaIds.map(async (mediaId) => {
      const media = found.find(({ id }) => id === mediaId);
      const storedBytes = (await files.stat(mediaId))?.sizeBytes ?? null;
      if (!media || storedBytes === null) throw errors.mediaMissing({ details: { mediaId } });
      return { ...media, storedBytes };
    }),
  );
}
