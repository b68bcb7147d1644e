import { type Growth, growthOf } from './growth.ts';

export interface AccountFigures {
  followers: number | null;
  following: number | null;
  likes: number | null;
  videos: number | null;
}

export interface AccountMeasurement extends AccountFigures {
  measuredAt: Date;
}

/**
 * By how much each figure of an account has grown: from the last measurement before the series, or the first one in it.
 * Null for a figure that the creator did not grant.
 */
export function accountGrowthOf(
  before: AccountMeasurement | null,
  points: AccountMeasurement[],
): Record<keyof AccountFigures, Growth | null> {
  const all = before ? [before, ...points] : points;
  const of = (name: keyof AccountFigures): Growth | null => {
    const known = all.flatMap(({ measuredAt, ...figures }) => {
      const value = figures[name];
      return value === null ? [] : [{ value, at: measuredAt }];
    });
    const [first, last] = [known[0], known.at(-1)];
    return first && last ? growthOf({ first, last }) : null;
  };
  return { followers: of('followers'), following: of('following'), likes: of('likes'), videos: of('videos') };
}
