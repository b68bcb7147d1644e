/** A figure at two moments. */
export interface Ends {
  first: { value: number; at: Date };
  last: { value: number; at: Date };
}

export interface Growth {
  first: number;
  last: number;
  gained: number;
  /** Null if both are of the same moment. */
  perDay: number | null;
  /** What was gained, as a part of the first value; null if that was 0. */
  ratio: number | null;
}

const dayMs = 24 * 3_600_000;

/** By how much a figure has grown from the first moment to the last. */
export function growthOf({ first, last }: Ends): Growth {
  const gained = last.value - first.value;
  const days = (last.at.getTime() - first.at.getTime()) / dayMs;
  return {
    first: first.value,
    last: last.value,
    gained,
    perDay: days > 0 ? gained / days : null,
    ratio: first.value > 0 ? gained / first.value : null,
  };
}

export interface PostFigures {
  views: number;
  likes: number;
  comments: number;
  shares: number;
}

/** Likes, comments and shares for each view; null without views. */
export const engagementRateOf = ({ views, likes, comments, shares }: PostFigures): number | null =>
  views > 0 ? (likes + comments + shares) / views : null;
