/** How much a replay would repeat, in a sentence. */
export function describeMatches({ count, isAll }: { count: number; isAll: boolean }): string {
  if (!isAll) return `${count} webhooks or more will be replayed, 10,000 at most.`;
  if (count === 0) return 'No webhook came in this time. Replays themselves are not repeated.';
  return count === 1 ? 'One webhook will be replayed.' : `${count} webhooks will be replayed.`;
}
