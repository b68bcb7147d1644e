import type { CreatorInfo } from '../../api/accounts.ts';
import { formatDuration } from '../../components/format.ts';
import { choicesOf, type Draft, kindOf } from './draft.ts';
import { guidelineTexts, onlyMe } from './privacy.ts';

const longestTitle = { video: 2200, photo: 90 };
const longestDescription = 4000;

/** What is known beside the draft. */
export interface Known {
  /** What each creator allows; none while TikTok has not said so. */
  creators: ReadonlyMap<string, CreatorInfo>;
  videoMs: number | null;
}

/** What a person has still to do before the post can be sent, in the order of the page. Empty when nothing is left. */
export function missingOf(draft: Draft, { creators, videoMs }: Known): string[] {
  const missing: string[] = [];
  if (draft.files.length === 0) missing.push('Choose a video or photos.');
  else if (draft.files.some(({ mediaId }) => !mediaId)) missing.push('Wait until the upload is done.');
  if (draft.accountIds.length === 0) missing.push('Choose an account.');
  if (isTooLong(draft)) missing.push('Shorten the text.');
  if (draft.mode === 'direct') {
    for (const accountId of draft.accountIds) {
      missing.push(...missingForAccount(draft, creators.get(accountId), { accountId, videoMs }));
    }
    if (draft.isCommercial && !draft.isYourBrand && !draft.isBrandedContent)
      missing.push(guidelineTexts.indicate);
  }
  if (draft.when === 'later' && !draft.scheduledAt) missing.push('Choose date and time.');
  return [...new Set(missing)];
}

/** TikTok takes no text with a video for the inbox. */
function isTooLong(draft: Draft): boolean {
  const kind = kindOf(draft);
  if (kind === 'video' && draft.mode === 'inbox') return false;
  return (
    draft.title.length > longestTitle[kind] ||
    (kind === 'photo' && draft.description.length > longestDescription)
  );
}

function missingForAccount(
  draft: Draft,
  creator: CreatorInfo | undefined,
  { accountId, videoMs }: { accountId: string; videoMs: number | null },
): string[] {
  if (!creator) return ['Wait until TikTok has said what the account allows.'];
  const { creatorNickname: name, privacyLevelOptions, maxVideoPostDurationSec } = creator;
  const { privacyLevel } = choicesOf(draft, accountId);
  if (videoMs !== null && videoMs > maxVideoPostDurationSec * 1000) {
    return [
      `${name} can post videos of up to ${formatDuration(maxVideoPostDurationSec)}: this one is longer.`,
    ];
  }
  if (!privacyLevel || !privacyLevelOptions.includes(privacyLevel))
    return [`Choose who can view the post of ${name}.`];
  if (draft.isCommercial && draft.isBrandedContent && privacyLevel === onlyMe)
    return [guidelineTexts.brandedNotPrivate];
  return [];
}
