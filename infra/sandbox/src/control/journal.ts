import type { FastifyRequest } from 'fastify';

/** A request as it was received. A test tool: secrets are shown here, and only here. */
interface JournalEntry {
  id: number;
  at: string;
  method: string;
  path: string;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  body: unknown;
  bodyBytes: number;
  bodySha256: string | null;
  /** What was answered; null while there is no answer. */
  status: number | null;
  /** The scripted fault that was played on it. */
  fault: string | null;
}

/** An entry being written: bodies are parsed when somebody reads the journal. */
export type OpenEntry = Omit<JournalEntry, 'body'> & { bodyText: string | null };

export interface Journal {
  open(request: FastifyRequest, now: number): OpenEntry;
  list(filter: { path?: string | undefined; method?: string | undefined }): JournalEntry[];
  clear(): void;
}

/** Keeps the newest requests in memory. */
export function createJournal(limit = 10_000): Journal {
  let entries: OpenEntry[] = [];
  let lastId = 0;

  return {
    open(request, now) {
      lastId += 1;
      const entry: OpenEntry = {
        id: lastId,
        at: new Date(now).toISOString(),
        method: request.method,
        path: pathOf(request.url),
        query: Object.fromEntries(Object.entries(request.query ?? {})),
        headers: request.headers,
        bodyText: null,
        bodyBytes: 0,
        bodySha256: null,
        status: null,
        fault: null,
      };
      entries.push(entry);
      if (entries.length >= limit * 2) entries = entries.slice(-limit);
      return entry;
    },
    list({ path, method }) {
      return entries
        .slice(-limit)
        .filter((entry) => path === undefined || entry.path.startsWith(path))
        .filter((entry) => method === undefined || entry.method === method.toUpperCase())
        .map(({ bodyText, ...entry }) => ({ ...entry, body: parsedBody(bodyText, entry.headers) }));
    },
    clear() {
      entries = [];
    },
  };
}

/** A request's path without its query, which may hold secrets. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

function parsedBody(text: string | null, headers: Record<string, unknown>): unknown {
  if (text === null) return null;
  if (`${headers['content-type']}`.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
