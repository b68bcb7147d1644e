import { useSyncExternalStore } from 'react';

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

let draft = readDraft();
const listeners = new Set<() => void>();

function setDraft(next: Draft): void {
  draft = next;
  localStorage.setItem(storageKey, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type ChangeDraft = (change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void;

/** Changes the draft of this browser. An upload that is done while another page is shown changes it too. */
export const changeDraft: ChangeDraft = (change) =>
  setDraft({ ...draft, ...(typeof change === 'function' ? change(draft) : change) });

/** Begins anew. */
export const clearDraft = (): void => setDraft(emptyDraft());

/** The draft of this browser. It is kept at once, so that a reload, a crash or an ended session loses nothing. */
export const useDraft = (): Draft => useSyncExternalStore(subscribe, () => draft);

export const kindOf = ({ files }: Pick<Draft, 'files'>): 'video' | 'photo' => files[0]?.kind ?? 'video';

export const choicesOf = ({ choices }: Draft, accountId: string): AccountChoices =>
  choices[accountId] ?? noChoices;
