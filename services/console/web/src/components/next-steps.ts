interface Told {
  code: string;
  details: unknown;
}

const steps: Record<string, string> = {
  missing_scope: 'Sign in with a client that has the permission. Clients are made under System.',
  replay_too_large: 'Choose a shorter time, or one kind of event. Nothing was replayed.',
  dead_letter_discarded: 'Nothing more happens with it.',
  endpoint_url_invalid:
    'Give a whole address such as https://crm.example.com/postbus, without a user name, a password or a #.',
  endpoint_url_insecure:
    'Put the receiver behind https. For development its host can be allowed (ENDPOINT_ALLOWED_HOSTS).',
  endpoint_address_refused:
    'Private and local addresses are taken only if whoever runs Postbus has allowed them (ENDPOINT_ALLOWED_HOSTS).',
  too_many_endpoints: 'Delete one that nobody needs any more.',
  endpoint_not_found: 'Somebody may have deleted it. Go back to the list.',
  endpoint_disabled: 'Switch the endpoint on, then send it again.',
  delivery_is_test: 'Send a new test instead.',
  idempotency_conflict: 'Close this, open it anew and send it again.',
};

/** What a person can do about an error, in a sentence; null where its own words say it all. */
export function nextStep({ code, details }: Told): string | null {
  if (code === 'event_filter_unknown') return filterStep(details);
  if (code === 'validation_failed') return validationStep(details);
  return steps[code] ?? null;
}

function filterStep(details: unknown): string {
  const { unknown = [] } = (details ?? {}) as { unknown?: string[] };
  return `Nothing can ever fit ${unknown.map((filter) => `“${filter}”`).join(', ')}. Remove it, or choose from the list.`;
}

function validationStep(details: unknown): string | null {
  if (!Array.isArray(details) || details.length === 0) return null;
  const problems = details as { path?: string; problem?: string }[];
  return problems
    .map(({ path = '', problem = '' }) => `${path.replace(/^body\//, '')} ${problem}`)
    .join('; ');
}
