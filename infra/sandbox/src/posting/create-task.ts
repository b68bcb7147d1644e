import { createLongId, createUploadToken } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FileUpload, PublishTask } from '../state/publish-task.ts';
import type { Settings } from '../state/settings.ts';
import type { Owner } from './checks.ts';
import type { Source } from './source-info.ts';

const videoPrefixes = {
  direct: { file: 'v_pub_file~v2-1', url: 'v_pub_url~v2' },
  inbox: { file: 'v_inbox_file~v2', url: 'v_inbox_url~v2' },
};

/** What an init asks for, checked. */
interface Wanted extends Pick<PublishTask, 'mode' | 'media' | 'postInfo'> {
  source: Source;
}

/** Begins a publish task and gives `data` of the answer to its init. */
export function createTask(sandbox: Sandbox, { token }: Owner, wanted: Wanted): Record<string, string> {
  const { store, clock, processing, pulls } = sandbox;
  const { mode, media, postInfo, source } = wanted;
  const task: PublishTask = {
    publishId: `${prefixOf(store.settings, wanted)}.${createLongId(clock.now())}`,
    mode,
    media,
    clientKey: token.clientKey,
    username: token.username,
    openId: token.openId,
    createdAt: clock.now(),
    postInfo,
    upload: source.kind === 'file' ? createUpload(sandbox, source) : null,
    pullUrls: source.kind === 'url' ? source.urls : [],
    contentType: 'video/mp4',
    bytes: 0,
    sha256: null,
    shape: null,
    photos: [],
    status: source.kind === 'file' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD',
    failReason: null,
    receivedAt: null,
    deliveredAt: null,
    publishedAt: null,
    posts: [],
  };
  store.tasks.set(task.publishId, task);
  if (!task.upload) {
    pulls.begin(task);
    return { publish_id: task.publishId };
  }
  store.uploads.set(task.upload.uploadId, task.publishId);
  processing.watchUpload(task);
  const { uploadId, uploadToken } = task.upload;
  const query = new URLSearchParams({ upload_id: uploadId, upload_token: uploadToken });
  return { publish_id: task.publishId, upload_url: `${sandbox.publicUrl()}/video/?${query}` };
}

/** Formats: reference 0.4. */
function prefixOf(settings: Settings, { mode, media, source }: Wanted): string {
  if (media === 'video') return videoPrefixes[mode][source.kind];
  return `${mode === 'direct' ? 'p_pub_url' : settings.photoUploadPublishId}~v2`;
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
