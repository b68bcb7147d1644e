import type { ListedPost } from '../../api/posts.ts';
import { appearances } from '../../api/statuses.ts';
import styles from './calendar.module.css';
import { plannedAt } from './calendar-days.ts';
import { postIdType } from './post-id-type.ts';
import { PostLink } from './post-link.tsx';

const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });

/** A post in the calendar: its time, its account and how it begins. */
export function PostChip({ post }: { post: ListedPost }) {
  const { label, color } = appearances[post.status as keyof typeof appearances];
  const name = post.account?.displayName ?? post.account?.username ?? '';
  return (
    <PostLink
      post={post}
      className={styles.chip}
      style={{ '--chip-color': `var(--mantine-color-${color}-6)` } as React.CSSProperties}
      draggable={post.status === 'scheduled'}
      onDragStart={(event) => event.dataTransfer.setData(postIdType, post.postbusPostId ?? '')}
      title={`${label}: ${name}, ${post.caption ?? 'without a caption'}`}
    >
      {time.format(plannedAt(post))} {name} {post.caption}
    </PostLink>
  );
}
