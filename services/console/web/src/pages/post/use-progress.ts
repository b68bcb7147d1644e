import { useEffect, useState } from 'react';
import type { PublicationStatus } from '../../api/posts.ts';
import { postKey } from '../../api/posts.ts';
import { queryClient } from '../../api/query-client.ts';

/** What `GET /api/posts/:id/progress` tells of a publication. */
export interface Progress {
  publicationId: string;
  status: PublicationStatus;
  version: number;
  bytes: { sent: number; total: number };
  bytesPerSecond: number | null;
}

/** Follows a post live while it is on its way. A new state makes the page ask for the whole post again. */
export function useProgress(postId: string, isLive: boolean): ReadonlyMap<string, Progress> {
  const [progress, setProgress] = useState<ReadonlyMap<string, Progress>>(new Map());
  useEffect(() => {
    if (!isLive) return;
    const versions = new Map<string, number>();
    const askAgain = () => void queryClient.invalidateQueries({ queryKey: postKey(postId) });
    const source = new EventSource(`/api/uploader/api/posts/${postId}/progress`);
    source.addEventListener('progress', ({ data }) => {
      const told: Progress = JSON.parse(data);
      setProgress((known) => new Map(known).set(told.publicationId, told));
      if (versions.get(told.publicationId) !== told.version) askAgain();
      versions.set(told.publicationId, told.version);
    });
    source.addEventListener('end', () => {
      source.close();
      askAgain();
    });
    return () => source.close();
  }, [postId, isLive]);
  return progress;
}
