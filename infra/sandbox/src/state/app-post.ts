import type { PublishedPost, VideoShape } from './publish-task.ts';

/** What a post shows, wherever it was made. */
export interface PostContent extends VideoShape {
  media: 'video' | 'photo';
  title: string;
  description: string;
  isAigc: boolean;
}

/** A post that a creator made in TikTok's app: no API had a hand in it, and its media are nowhere. */
export interface AppPost {
  username: string;
  content: PostContent;
  post: PublishedPost;
}

/** Lifetime totals of a post (reference 3.4). */
export interface Figures {
  viewCount: number;
  likeCount: number;
  commentCount: number;
  shareCount: number;
}

/** Figures that a test has chosen; the others follow their curve. */
export type PinnedFigures = Partial<Figures>;
