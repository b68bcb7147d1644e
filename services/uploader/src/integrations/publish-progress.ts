import type { Bus } from '@postbus/events';
import type { WorkItem } from '../features/publications/repository.ts';

/**
 * Says on core NATS how many bytes of a publication TikTok holds: `progress.post.<workspace>.<publication>`. Nobody
 * stores it, and whoever does not listen misses nothing: the next event tells the state.
 */
export function publishProgress(bus: Bus, { publication }: WorkItem): void {
  if (!bus.isConnected()) return;
  const { id, workspaceId, publishId, confirmedBytes, totalBytes, statusSince } = publication;
  const seconds = Math.max(0.001, (Date.now() - statusSince.getTime()) / 1000);
  const progress = {
    publicationId: id,
    publishId,
    bytes: { sent: confirmedBytes, total: totalBytes },
    /** Since the upload began. */
    bytesPerSecond: Math.round(confirmedBytes / seconds),
    at: new Date().toISOString(),
  };
  try {
    bus.connection?.publish(`progress.post.${workspaceId}.${id}`, JSON.stringify(progress));
  } catch {
    // The connection was closed in between.
  }
}
