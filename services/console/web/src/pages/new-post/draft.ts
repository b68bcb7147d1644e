import { useCallback, useEffect, useState } from 'react';

/** A file of the post; its bytes are in the browser's own store until they are with Postbus. */
export interface DraftFile {
  id: string;
  name: string;
  sizeBytes: number;
  kind: 'video' | 'photo';
  /** At uploader, when all of it is there. */
  mediaId?: string;
}

/** What is chosen for one account. */
export interface AccountChoices {
  privacyLevel: string | null;
  allowComment: boolean;
  allowDuet: boolean;
  allowStitch: boolean;
}

/** TikTok wants no visibility chosen beforehand, and no interaction allowed (content sharing guidelines). */
export const noChoices: AccountChoices = {
  privacyLevel: null,
  allowComment: false,
  allowDuet: false,
  allowStitch: false,
};

/** Everything that a person has typed for a post that is not made yet. */
export interface Draft {
  /** Makes a repeated sending harmless. */
  key: string;
  files: DraftFile[];
  accountIds: string[];
  mode: 'direct' | 'inbox';
  title: string;
  description: string;
  choices: Record<string, AccountChoices>;
  /** The content promotes somebody or something. */
  isCommercial: boolean;
  isYourBrand: boolean;
  isBrandedContent: boolean;
  isAigc: boolean;
  coverIndex: number;
  autoAddMusic: boolean;
  when: 'now' | 'later' | 'draft';
  /** As the clocks of the time zone show it: `2026-12-01 09:00:00`. */
  scheduledAt: string | null;
  timeZone: string;
  allowDuplicate: boolean;
}

const storageKey = 'postbus-new-post';

const emptyDraft = (): Draft => ({
  key: crypto.randomUUID(),
  files: [],
  accountIds: [],
  mode: 'direct',
  title: '',
  description: '',
  choices: {},
  isCommercial: false,
  isYourBrand: false,
  isBrandedContent: false,
  isAigc: false,
  coverIndex: 0,
  autoAddMusic: false,
  when: 'now',
  scheduledAt: null,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  allowDuplicate: false,
});

function readDraft(): Draft {
  try {
    return { ...emptyDraft(), ...JSON.parse(localStorage.getItem(storageKey) ?? '{}') };
  } catch {
    return emptyDraft();
  }
}

const saveDraft = (draft: Draft): void => localStorage.setItem(storageKey, JSON.stringify(draft));

export type ChangeDraft = (change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void;

/** The draft of this browser. It is kept at once, so that a reload, a crash or an ended session loses nothing. */
export function useDraft(): { draft: Draft; change: ChangeDraft; clear: () => void } {
  const [draft, setDraft] = useState(readDraft);
  useEffect(() => saveDraft(draft), [draft]);
  const change = useCallback<ChangeDraft>(
    (given) => setDraft((known) => ({ ...known, ...(typeof given === 'function' ? given(known) : given) })),
    [],
  );
  const clear = useCallback(() => {
    const next = emptyDraft();
    // At once: the page may be left in the next moment.
    saveDraft(next);
    setDraft(next);
  }, []);
  return { draft, change, clear };
}

export const kindOf = ({ files }: Pick<Draft, 'files'>): 'video' | 'photo' => files[0]?.kind ?? 'video';

export const choicesOf = ({ choices }: Draft, accountId: string): AccountChoices =>
  choices[accountId] ?? noChoices;
