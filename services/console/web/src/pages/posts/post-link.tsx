import type { CSSProperties, DragEvent, ReactNode } from 'react';
import { Link } from 'react-router';
import type { ListedPost } from '../../api/posts.ts';

interface Props {
  post: ListedPost;
  className?: string | undefined;
  style?: CSSProperties;
  title?: string;
  draggable?: boolean;
  onDragStart?: (event: DragEvent) => void;
  children: ReactNode;
}

/** Leads to the page of a post; to TikTok for one that was made there and has no page here. */
export function PostLink({ post, ...props }: Props) {
  if (post.postbusPostId) return <Link to={`/posts/${post.postbusPostId}`} {...props} />;
  if (post.shareUrl) return <a href={post.shareUrl} target="_blank" rel="noreferrer" {...props} />;
  return <div {...props} />;
}
