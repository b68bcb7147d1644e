import type { Figures } from '../state/app-post.ts';

const hourMs = 3_600_000;

/**
 * The figures of a post at an age: the same for the same id and age, and never less later. Views come fast at first
 * and then slowly, without end; likes, comments and shares are shares of them. Most posts reach a few hundred or
 * thousand views, a few some ten thousand.
 */
export function figuresAt(postId: string, ageMs: number): Figures {
  const between = createNumbers(postId);
  const reach = 150 * 400 ** (between(0, 1) ** 2);
  const rushHours = between(3, 18);
  const hours = Math.max(ageMs, 0) / hourMs;
  const rush = 1 - Math.exp(-hours / rushHours);
  const trickle = Math.log1p(hours / 24) / 20;
  const viewCount = Math.floor(reach * (rush + trickle));
  const share = (least: number, most: number) => Math.floor(viewCount * between(least, most));
  return {
    viewCount,
    likeCount: share(0.03, 0.12),
    commentCount: share(0.001, 0.012),
    shareCount: share(0.001, 0.015),
  };
}

/** Numbers that look like chance and follow from a text alone (FNV-1a, then mulberry32). */
function createNumbers(text: string): (least: number, most: number) => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  return (least, most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return least + (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (most - least);
  };
}
