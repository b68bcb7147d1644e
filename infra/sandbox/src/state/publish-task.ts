/** What the app asked for with a direct post; for a draft of photos, what its editor shows at first. */
export interface PostInfo {
  title: string;
  /** Photos only. */
  description: string;
  /** Null for a draft: the creator chooses. */
  privacyLevel: string | null;
  disableDuet: boolean;
  disableStitch: boolean;
  disableComment: boolean;
  /** Photos only. */
  autoAddMusic: boolean;
  videoCoverTimestampMs: number | null;
  /** Photos only, from 0. */
  photoCoverIndex: number | null;
  brandContentToggle: boolean;
  brandOrganicToggle: boolean;
  isAigc: boolean;
}

type PublishStatus =
  | 'PROCESSING_UPLOAD'
  | 'PROCESSING_DOWNLOAD'
  | 'SEND_TO_USER_INBOX'
  | 'PUBLISH_COMPLETE'
  | 'FAILED';

/** An upload by chunks, as declared at init. */
export interface FileUpload {
  uploadId: string;
  uploadToken: string;
  videoSize: number;
  chunkSize: number;
  totalChunkCount: number;
  expiresAt: number;
}

/** One picture of a photo post, once it is there. */
export interface Photo {
  bytes: number;
  sha256: string;
  /** Told by the bytes; null when they are no whole JPEG or WebP. */
  contentType: 'image/jpeg' | 'image/webp' | null;
  width: number | null;
  height: number | null;
}

/** How long and how large a video is, as its file says. */
export interface VideoShape {
  durationSec: number;
  /** As shown: a turned picture has its sides changed. */
  width: number;
  height: number;
}

/** A post on the creator's profile. */
export interface PublishedPost {
  postId: string;
  /** In milliseconds; no two posts of a creator have the same. */
  createdAt: number;
  privacyLevel: string;
  /** `pending` until `moderationDueAt`; only a post that has passed has a public id. `none`: not for everyone. */
  moderation: 'none' | 'pending' | 'held' | 'passed' | 'refused';
  moderationDueAt: number | null;
  /** When everyone could first see it. */
  publicAt: number | null;
  /** When it was removed or made private. */
  removedAt: number | null;
}

/** Whether everyone sees the post: meant for everyone, passed by moderation and still there. */
export const isPublic = (post: PublishedPost) => post.moderation === 'passed' && post.removedAt === null;

/** One publish id: from init to its end. */
export interface PublishTask {
  publishId: string;
  mode: 'direct' | 'inbox';
  media: 'video' | 'photo';
  clientKey: string;
  username: string;
  openId: string;
  createdAt: number;
  postInfo: PostInfo | null;
  upload: FileUpload | null;
  /** What to download, in order: one video, or the photos; nothing for an upload. */
  pullUrls: string[];
  /** Of a video, as its sender called it. */
  contentType: string;
  /** Bytes taken so far, by upload or by download. */
  bytes: number;
  /** SHA-256 of the whole video, once it is there. */
  sha256: string | null;
  /** Of a video that was looked into. */
  shape: VideoShape | null;
  /** The photos that are there, in order. */
  photos: Photo[];
  status: PublishStatus;
  failReason: string | null;
  /** When the last byte was there and processing began. */
  receivedAt: number | null;
  /** When the inbox notification was sent. */
  deliveredAt: number | null;
  publishedAt: number | null;
  posts: PublishedPost[];
}

/** How a creator's next videos are to end. */
export interface PlannedOutcome {
  username: string | null;
  /** Fails with this reason of reference 6.2 instead of being published. */
  failReason: string | null;
  /** `refused`: published, but never passed by moderation. `held`: passed only when a test says so. */
  moderation: 'passed' | 'refused' | 'held';
  times: number;
}
