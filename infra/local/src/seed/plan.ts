import type { SeedCreator } from './creators.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How much is to be there in the end. */
export interface SeedSize {
  creators: number;
  /** How far back the figures go. */
  days: number;
  /** Of each creator: what was posted at a time in the past, the first of all of them refused by TikTok. */
  published: number;
  /** Of each creator: sent to their inbox in TikTok's app. */
  inbox: number;
  scheduled: number;
  drafts: number;
}

/** Three creators with 20 posts each. TikTok, and so Postbus, lets a creator have 15 direct posts in a real day. */
export const fullSize: SeedSize = {
  creators: 3,
  days: 30,
  published: 14,
  inbox: 1,
  scheduled: 3,
  drafts: 2,
};

export interface PlannedPost {
  username: string;
  caption: string;
  kind: 'video' | 'photo';
  /** `refused` is published and refused by TikTok. */
  way: 'published' | 'refused' | 'inbox' | 'scheduled' | 'draft';
  /** When it is published or due, in milliseconds since 1970; a draft has no time. */
  at: number;
}

export interface SeedPlan {
  /** When the story begins. */
  from: number;
  posts: PlannedPost[];
  /** Moments of the past at which the figures are waited for, in order. */
  looks: number[];
}

/** TikTok's figures are looked at this often at least: a post is to be seen at an age of 20 to 26 hours. */
const lookEveryMs = 6 * hourMs;

/** What is posted when. It follows from its arguments alone. */
export function planSeed(creators: SeedCreator[], size: SeedSize, now: number): SeedPlan {
  const from = now - size.days * dayMs + hourMs;
  const posts = creators.flatMap((creator, place) => postsOf(creator, { place, size, from, now }));
  const looks: number[] = [];
  for (let at = from; at < now - hourMs; at += lookEveryMs) looks.push(at);
  return { from, posts, looks };
}

interface Frame {
  place: number;
  size: SeedSize;
  from: number;
  now: number;
}

function postsOf({ username, captions, hours }: SeedCreator, frame: Frame): PlannedPost[] {
  const { size, place, from, now } = frame;
  const past = size.published + size.inbox;
  const perPost = (now - from) / past;
  // Not the last ones: there is to be something new today.
  const inboxFrom = Math.floor(past / 3);
  /** The creator's hour of a day, some minutes past it. */
  const onDay = (time: number, index: number): number =>
    Math.floor(time / dayMs) * dayMs +
    (hours[index % hours.length] ?? 12) * hourMs +
    ((index * 7 + place * 11) % 50) * 60_000;
  const inThePast = (index: number) =>
    Math.min(
      Math.max(onDay(from + (index + 0.2 + 0.3 * place) * perPost, index), from + index * 60_000),
      now - hourMs,
    );
  const wayOf = (index: number): PlannedPost['way'] => {
    if (index >= inboxFrom && index < inboxFrom + size.inbox) return 'inbox';
    if (index < past) return place === 0 && index === past - 2 ? 'refused' : 'published';
    return index < past + size.scheduled ? 'scheduled' : 'draft';
  };
  const atOf = (way: PlannedPost['way'], index: number): number => {
    if (way === 'scheduled') return onDay(now + (2 + 2 * (index - past)) * dayMs, index);
    return way === 'draft' ? now : inThePast(index);
  };
  return captions.slice(0, past + size.scheduled + size.drafts).map((caption, index) => {
    const way = wayOf(index);
    const kind = index % 2 === 0 || way === 'inbox' ? 'video' : 'photo';
    return { username, caption, kind, way, at: atOf(way, index) };
  });
}

/** What is left of a plan when an earlier run has come as far as a moment: nothing happens before it again. */
export function goOn({ from, posts, looks }: SeedPlan, done: number): SeedPlan {
  const begin = Math.max(from, done + 60_000);
  return {
    from: begin,
    posts: posts.map((post) => ({ ...post, at: Math.max(post.at, begin) })),
    looks: looks.filter((at) => at >= begin),
  };
}

/** What happens at which moment, in order: posts go out, or figures are looked at. */
export function stepsOf({ posts, looks }: SeedPlan): { at: number; posts: PlannedPost[] }[] {
  const past = posts.filter(({ way }) => way !== 'scheduled' && way !== 'draft');
  const moments = new Set([...looks, ...past.map(({ at }) => at)]);
  return [...moments]
    .sort((one, other) => one - other)
    .map((at) => ({ at, posts: past.filter((post) => post.at === at) }));
}
