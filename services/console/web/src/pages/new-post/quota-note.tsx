import { Badge, Tooltip } from '@mantine/core';
import { useQuota } from '../../api/accounts.ts';
import { absoluteTime } from '../../components/moment.tsx';
import type { Draft } from './draft.ts';

/** From here on it is worth a warning. */
const fewLeft = 3;

/** How many posts TikTok still takes of this creator today. */
export function QuotaNote({ accountId, mode }: { accountId: string; mode: Draft['mode'] }) {
  const { data: quotas } = useQuota(accountId);
  const quota = quotas?.find(
    ({ quota }) => quota === (mode === 'direct' ? 'direct_posts' : 'pending_shares'),
  );
  if (!quota) return null;
  const { remaining, limit, resetsAt, blockedUntil } = quota;
  const isFull = remaining === 0 || blockedUntil !== null;
  const freeAt = blockedUntil ?? resetsAt;
  const what = mode === 'direct' ? 'posts' : 'inbox places';
  return (
    <Tooltip
      multiline
      maw={280}
      label={
        isFull
          ? `TikTok takes no more today. This one goes out ${freeAt ? `at ${absoluteTime(freeAt)}` : 'later'}.`
          : `TikTok takes ${limit} ${what} of a creator in 24 hours.`
      }
    >
      <Badge variant="light" tt="none" color={isFull ? 'red' : remaining <= fewLeft ? 'orange' : 'gray'}>
        {isFull ? `No ${what} left` : `${remaining} of ${limit} ${what} left`}
      </Badge>
    </Tooltip>
  );
}
