import { createLongId, createUploadToken } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FileUpload, PostInfo, PublishTask } from '../state/publish-task.ts';
import { pullVideo } from '../transfer/pull-video.ts';
import type { Owner } from './checks.ts';
import type { Source } from './source-info.ts';

const prefixes = {
  direct: { file: 'v_pub_file~v2-1', url: 'v_pub_url~v2' },
  inbox: { file: 'v_inbox_file~v2', url: 'v_inbox_url~v2' },
};

/** Begins a publish task and gives `data` of the answer to its init. */
export function createTask(
  sandbox: Sandbox,
  { token }: Owner,
  wanted: { mode: PublishTask['mode']; postInfo: PostInfo | null; source: Source },
): Record<string, string> {
  const { store, clock, processing } = sandbox;
  const { mode, postInfo, source } = wanted;
  const task: PublishTask = {
    publishId: `${prefixes[mode][source.kind]}.${createLongId(clock.now())}`,
    mode,
    clientKey: token.clientKey,
    username: token.username,
    openId: token.openId,
    createdAt: clock.now(),
    postInfo,
    upload: source.kind === 'file' ? createUpload(sandbox, source) : null,
    videoUrl: source.kind === 'url' ? source.videoUrl : null,
    contentType: 'video/mp4',
    bytes: 0,
    sha256: null,
    status: source.kind === 'file' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD',
    failReason: null,
    receivedAt: null,
    deliveredAt: null,
    publishedAt: null,
    posts: [],
  };
  store.tasks.set(task.publishId, task);
  if (!task.upload) {
    void pullVideo(sandbox, task);
    return { publish_id: task.publishId };
  }
  store.uploads.set(task.upload.uploadId, task.publishId);
  processing.watchUpload(task);
  const { uploadId, uploadToken } = task.upload;
  const query = new URLSearchParams({ upload_id: uploadId, upload_token: uploadToken });
  return { publish_id: task.publishId, upload_url: `${sandbox.publicUrl()}/video/?${query}` };
}

function createUpload({ store, clock }: Sandbox, source: Source & { kind: 'file' }): FileUpload {
  const { videoSize, chunkSize, totalChunkCount } = source;
  return {
    uploadId: createLongId(clock.now()),
    uploadToken: createUploadToken(),
    videoSize,
    chunkSize,
    totalChunkCount,
    expiresAt: clock.now() + store.settings.uploadUrlSeconds * 1000,
  };
}
