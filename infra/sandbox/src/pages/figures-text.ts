import type { Figures } from '../state/app-post.ts';

const said = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Figures in words. */
export const figuresText = ({ viewCount, likeCount, commentCount, shareCount }: Figures) =>
  [
    said(viewCount, 'view', 'views'),
    said(likeCount, 'like', 'likes'),
    said(commentCount, 'comment', 'comments'),
    said(shareCount, 'share', 'shares'),
  ].join(' · ');
