import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ListedPost } from '../../api/posts.ts';
import { PostRow } from './post-row.tsx';

/** About as high as most rows; each is measured when it is shown. */
const usualHeight = 84;
const gap = 10;
/** Rows above and below the screen that are there already. */
const overscan = 10;
/** So near to the end more is wanted. */
const nearEnd = 5;

interface Props {
  posts: ListedPost[];
  /** Whether these are all that there are. */
  isWhole: boolean;
  /** Told when the end of the posts comes near, perhaps more than once. */
  onNearEnd: (() => void) | undefined;
}

/** A list of any length: only the rows on the screen and around it are in the page. */
export function LongList({ posts, isWhole, onNearEnd }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  // What is above the list may change its height with every drawing.
  useLayoutEffect(() =>
    setTop(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY)),
  );
  const rows = useWindowVirtualizer({
    count: posts.length,
    estimateSize: () => usualHeight,
    getItemKey: (index) => posts[index]?.id ?? index,
    gap,
    overscan,
    scrollMargin: top,
    useFlushSync: false,
  });
  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const isNearEnd = lastShown >= posts.length - nearEnd;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);

  return (
    <ul
      ref={list}
      aria-label="Posts"
      style={{ listStyle: 'none', padding: 0, margin: 0, position: 'relative', height: rows.getTotalSize() }}
    >
      {shown.map(({ key, index, start }) => {
        const post = posts[index];
        return (
          post && (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={isWhole ? posts.length : -1}
              style={{ position: 'absolute', width: '100%', transform: `translateY(${start - top}px)` }}
            >
              <PostRow post={post} />
            </li>
          )
        );
      })}
    </ul>
  );
}
