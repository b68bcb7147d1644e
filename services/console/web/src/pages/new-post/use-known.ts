import { useQueries } from '@tanstack/react-query';
import { creatorInfoQuery } from '../../api/accounts.ts';
import { type Draft, kindOf } from './draft.ts';
import type { Known } from './missing.ts';
import { useMedia } from './preview.tsx';

/** What TikTok and uploader have said of the accounts and the video of a draft. */
export function useKnown(draft: Draft): Known {
  const { data: media } = useMedia(kindOf(draft) === 'video' ? draft.files[0]?.mediaId : undefined);
  const answers = useQueries({ queries: draft.accountIds.map(creatorInfoQuery) });
  const creators = draft.accountIds.flatMap((accountId, at) => {
    const creator = answers[at]?.data;
    return creator ? [[accountId, creator] as const] : [];
  });
  return { creators: new Map(creators), videoMs: media?.durationMs ?? null };
}
