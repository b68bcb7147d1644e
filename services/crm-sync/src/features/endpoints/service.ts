import type { Database, Queryable } from '@postbus/db';
import type { GuardedFetch } from '@postbus/service-kit';
import { v7 as uuidv7 } from 'uuid';
import { endpointNotFound, tooManyEndpoints } from '../../errors.ts';
import { checkFilters } from '../event-stream/event-filter.ts';
import { checkUrl } from './check-url.ts';
import {
  countEndpointsExclusively,
  type Endpoint,
  type EndpointKey,
  insertEndpoint,
  lockEndpoint,
  updateEndpoint,
} from './repository.ts';
import type { EndpointSecrets } from './secrets.ts';

/** Of one workspace: each event is compared with the filters of all of them. */
const maxEndpoints = 100;
const hourMs = 3_600_000;

/** As if nothing had been sent to it before. */
const unburdened = { failingSince: null, pausedUntil: null };

export interface EndpointContent {
  url: string;
  events: string[];
  description: string | null;
}

interface WithSecret {
  endpoint: Endpoint;
  secret: string;
}

/** The rules of endpoints. */
export function createEndpoints({
  db,
  fetcher,
  secrets,
  clock,
  wakeSender,
}: {
  db: Database;
  fetcher: GuardedFetch;
  secrets: EndpointSecrets;
  clock: () => number;
  /** Has it look for what is due. */
  wakeSender: () => void;
}) {
  function check({ url, events }: Partial<EndpointContent>): void {
    if (url !== undefined) checkUrl(url, fetcher);
    if (events !== undefined) checkFilters(events);
  }

  async function change(key: EndpointKey, changes: Partial<Endpoint>, tx: Queryable = db): Promise<Endpoint> {
    const endpoint = await updateEndpoint(tx, key, { ...changes, updatedAt: new Date(clock()) });
    if (!endpoint) throw endpointNotFound();
    return endpoint;
  }

  return {
    /** Raises what `checkUrl` and `checkFilters` do, and `too_many_endpoints`. */
    async create(tx: Queryable, workspaceId: string, content: EndpointContent): Promise<WithSecret> {
      check(content);
      if ((await countEndpointsExclusively(tx, workspaceId)) >= maxEndpoints) throw tooManyEndpoints();
      const id = uuidv7();
      const now = new Date(clock());
      const { secret, columns } = secrets.make(id);
      const row = { id, workspaceId, ...content, ...columns, createdAt: now, updatedAt: now };
      return { endpoint: await insertEndpoint(tx, row), secret };
    },

    /** Raises what `checkUrl` and `checkFilters` do, and `endpoint_not_found`. */
    async change(key: EndpointKey, content: Partial<EndpointContent>): Promise<Endpoint> {
      check(content);
      // What one address did or asked for does not count for another.
      return await change(key, content.url === undefined ? content : { ...content, ...unburdened });
    },

    /** A new secret. The present one signs too for some hours; one before that no longer does. */
    async rotate(tx: Queryable, key: EndpointKey, overlapHours: number): Promise<WithSecret> {
      const endpoint = await lockEndpoint(tx, key);
      if (!endpoint) throw endpointNotFound();
      const previousExpiresAt = overlapHours === 0 ? null : new Date(clock() + overlapHours * hourMs);
      const { secret, columns } = secrets.rotate(endpoint, previousExpiresAt);
      return { endpoint: await change(key, columns, tx), secret };
    },

    /** What waited goes on at once. */
    async enable(key: EndpointKey): Promise<Endpoint> {
      const endpoint = await change(key, { disabledAt: null, disabledReason: null, ...unburdened });
      wakeSender();
      return endpoint;
    },

    /** Nothing new is made for it; what waits, waits on. One that is disabled already keeps its reason. */
    async disable(key: EndpointKey): Promise<Endpoint> {
      return await db.transaction(async (tx) => {
        const endpoint = await lockEndpoint(tx, key);
        if (!endpoint) throw endpointNotFound();
        if (endpoint.disabledAt !== null) return endpoint;
        return await change(key, { disabledAt: new Date(clock()), disabledReason: 'by_hand' }, tx);
      });
    },
  };
}

export type Endpoints = ReturnType<typeof createEndpoints>;
