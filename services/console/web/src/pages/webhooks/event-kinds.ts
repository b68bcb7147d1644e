/** An event that leaves Postbus, as filters of endpoints see it. */
export interface EventKind {
  /** `post.status` */
  type: string;
  /** What may stand behind the type in its topic: `tiktok.published`. */
  variants: readonly string[];
  label: string;
}

const states = [
  ['draft', 'queued', 'scheduled', 'initialising', 'uploading', 'processing'],
  ['inbox_delivered', 'published', 'removed', 'failed', 'cancelled', 'unconfirmed'],
].flat();

/** Every event that an endpoint can get. The test compares it with the catalogue of events. */
export const eventKinds: readonly EventKind[] = [
  { type: 'account.connected', variants: ['tiktok'], label: 'Account connected' },
  { type: 'account.refreshed', variants: ['tiktok'], label: 'Token refreshed' },
  { type: 'account.reauth_required', variants: ['tiktok'], label: 'Account must reconnect' },
  { type: 'account.disconnected', variants: ['tiktok'], label: 'Account disconnected' },
  { type: 'post.status', variants: states.map((state) => `tiktok.${state}`), label: 'State of a post' },
  {
    type: 'post.quota',
    variants: ['tiktok.warning', 'tiktok.exhausted'],
    label: 'Quota nearly or fully used',
  },
  { type: 'crm.account.updated', variants: ['tiktok'], label: 'Account updated' },
  { type: 'crm.post.updated', variants: ['tiktok'], label: 'Post or its figures updated' },
  { type: 'crm.endpoint.disabled', variants: [], label: 'Endpoint switched off' },
];

/** The filter that every event fits. */
export const everything = '>';

/** What people mostly want, with what it means. */
export const suggestedFilters: readonly { value: string; meaning: string }[] = [
  { value: '>', meaning: 'everything, also events of later versions' },
  { value: 'post.status', meaning: 'every state of every post' },
  { value: 'post.status.*.published', meaning: 'a post was published' },
  { value: 'post.status.*.failed', meaning: 'a post has failed' },
  { value: 'post.status.*.inbox_delivered', meaning: 'a draft is in the creator’s inbox' },
  { value: 'post.status.*.removed', meaning: 'a post is no longer public' },
  { value: 'post.quota', meaning: 'an account nears its daily posts' },
  { value: 'account.>', meaning: 'connected, refreshed, must reconnect, disconnected' },
  { value: 'account.reauth_required', meaning: 'an account must be connected again' },
  { value: 'crm.post.updated', meaning: 'a post or its figures have changed' },
  { value: 'crm.account.updated', meaning: 'an account or its figures have changed' },
  { value: 'crm.endpoint.disabled', meaning: 'another endpoint was switched off' },
];

/** Whether a filter fits a type or topic: `*` stands for one part, `>` at the end for one or more. */
export function fits(filter: string, topic: string): boolean {
  const parts = topic.split('.');
  const wanted = filter.split('.');
  for (const [index, part] of wanted.entries()) {
    if (parts[index] === undefined) return false;
    if (part === '>') return index === wanted.length - 1;
    if (part !== '*' && part !== parts[index]) return false;
  }
  return wanted.length === parts.length;
}

/** What the filters let through, in words; some states only where not all of them fit. */
export function describeFilters(filters: readonly string[]): string[] {
  return eventKinds.flatMap(({ type, variants, label }) => {
    if (filters.some((filter) => fits(filter, type))) return [label];
    const fitting = variants.filter((variant) =>
      filters.some((filter) => fits(filter, `${type}.${variant}`)),
    );
    if (fitting.length === 0) return [];
    if (fitting.length === variants.length) return [label];
    return [`${label}: ${fitting.map(shortName).join(', ')}`];
  });
}

/** The filters after a choice: whoever adds one to “everything” means that one, and the other way round. */
export function chosenFilters(before: readonly string[], after: readonly string[]): string[] {
  const trimmed = [...new Set(after.map((filter) => filter.trim()))];
  const added = trimmed.find((filter) => !before.includes(filter));
  if (added === everything) return [everything];
  return added === undefined ? trimmed : trimmed.filter((filter) => filter !== everything);
}

/** Those that no event of today fits. */
export const unknownFilters = (filters: readonly string[]): string[] =>
  filters.filter((filter) => describeFilters([filter]).length === 0);

const shortName = (variant: string): string => (variant.split('.').at(-1) ?? variant).replaceAll('_', ' ');
