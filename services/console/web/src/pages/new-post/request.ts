import type { NewPost, PostInfo } from '../../api/posts.ts';
import { choicesOf, type Draft, kindOf } from './draft.ts';

/** The requests that a draft becomes: accounts for which the same was chosen share one post. */
export function requestsOf(draft: Draft): NewPost[] {
  const groups = new Map<string, NewPost>();
  for (const accountId of draft.accountIds) {
    const request = requestFor(draft, accountId);
    const key = JSON.stringify(request.postInfo ?? null);
    const known = groups.get(key);
    if (known) known.accountIds.push(accountId);
    else groups.set(key, request);
  }
  return [...groups.values()];
}

function requestFor(draft: Draft, accountId: string): NewPost {
  const mediaIds = draft.files.flatMap(({ mediaId }) => mediaId ?? []);
  const postInfo = postInfoFor(draft, accountId);
  return {
    accountIds: [accountId],
    mode: draft.mode,
    ...(kindOf(draft) === 'photo' ? { mediaIds } : { mediaId: mediaIds[0] ?? '' }),
    ...(postInfo && { postInfo }),
    ...(draft.when === 'draft' && { draft: true }),
    ...(draft.when === 'later' &&
      draft.scheduledAt && {
        scheduledAt: draft.scheduledAt.replace(' ', 'T'),
        timeZone: draft.timeZone,
      }),
    ...(draft.allowDuplicate && { allowDuplicate: true }),
  };
}

function postInfoFor(draft: Draft, accountId: string): PostInfo | undefined {
  const isPhoto = kindOf(draft) === 'photo';
  const texts: PostInfo = {
    ...(draft.title && { title: draft.title }),
    ...(isPhoto && draft.description && { description: draft.description }),
  };
  if (draft.mode === 'inbox') return isPhoto ? texts : undefined;
  const { privacyLevel, allowComment, allowDuet, allowStitch } = choicesOf(draft, accountId);
  return {
    ...texts,
    ...(privacyLevel && { privacyLevel: privacyLevel as NonNullable<PostInfo['privacyLevel']> }),
    disableComment: !allowComment,
    brandContentToggle: draft.isCommercial && draft.isBrandedContent,
    brandOrganicToggle: draft.isCommercial && draft.isYourBrand,
    ...(isPhoto
      ? { photoCoverIndex: draft.coverIndex, autoAddMusic: draft.autoAddMusic }
      : { disableDuet: !allowDuet, disableStitch: !allowStitch, isAigc: draft.isAigc }),
  };
}

/**
 * The same request has the same key, so that sending it again makes no second post; another one has another key.
 * `subtle` is there: the console is reached by https or on this machine.
 */
export async function idempotencyKey(draft: Draft, request: NewPost): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([draft.key, request]));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
