import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import type { LocalFile } from '../stack/local-file.ts';
import type { Api } from './api.ts';
import type { Patience } from './patiently.ts';

/** A publication as the uploader shows it. */
export interface Publication {
  publicationId: string;
  publishId: string | null;
  status: string;
  bytes: { sent: number; total: number };
  history: { status: string; at: string }[];
  failure: { code: string; message: string } | null;
}

/** A post as crm-sync holds it. */
export interface CrmPost {
  publicationId: string;
  postId: string | null;
  status: string;
  caption: string;
  publishedAt: string | null;
}

/** A step that goes on without a sign of it is given up after this long. */
const standstillLimitMs = 5 * 60_000;
const lookEveryMs = 200;
const lost = new Set(['failed', 'cancelled']);

interface PublishOptions {
  local: LocalFile;
  api: Api;
  patience: Patience;
  onChange: (publication: Publication) => void;
}

/** Asks the uploader to publish a video for everyone. Asked again after a lost answer, it publishes once. */
export async function startPublication(
  { local, api }: PublishOptions,
  { accountId, mediaId }: { accountId: string; mediaId: string },
): Promise<string> {
  const { publicationId } = await api.call<{ publicationId: string }>(
    `${local.urls.uploader}/api/tiktok/upload`,
    {
      method: 'POST',
      headers: { 'idempotency-key': randomUUID() },
      body: {
        accountId,
        mediaId,
        source: 'FILE_UPLOAD',
        mode: 'direct',
        postInfo: { title: 'Fresh from Postbus #postbus', privacyLevel: 'PUBLIC_TO_EVERYONE' },
      },
    },
  );
  return publicationId;
}

/** Follows a publication until it is published. Raises a Problem with its failure if it comes to another end. */
export function followPublication(options: PublishOptions, publicationId: string): Promise<Publication> {
  const { local, api, onChange } = options;
  return follow(options, `publication ${publicationId}`, async () => {
    const publication = await api.call<Publication>(
      `${local.urls.uploader}/api/tiktok/status/${publicationId}`,
    );
    onChange(publication);
    if (lost.has(publication.status)) {
      const { code, message } = publication.failure ?? {
        code: publication.status,
        message: 'no reason is given',
      };
      throw new Problem(`The publication ${publication.status}: ${message} (${code})`);
    }
    return { state: publication, isThere: publication.status === 'published' };
  });
}

/** Waits until crm-sync shows the post with its id, which TikTok's webhook has brought. */
export function awaitCrmPost(
  options: PublishOptions,
  publicationId: string,
): Promise<CrmPost & { postId: string }> {
  const { local, api } = options;
  const url = `${local.urls['crm-sync']}/api/crm/posts?publicationId=${publicationId}`;
  return follow(options, 'the post in the CRM', async () => {
    const { items } = await api.call<{ items: CrmPost[] }>(url);
    const [post] = items;
    const postId = post?.postId ?? '';
    return {
      state: { ...post, postId } as CrmPost & { postId: string },
      isThere: post?.status === 'published' && postId !== '',
    };
  });
}

async function follow<T>(
  { patience }: PublishOptions,
  what: string,
  look: () => Promise<{ state: T; isThere: boolean }>,
): Promise<T> {
  let [seen, since] = ['', performance.now()];
  for (;;) {
    const { state, isThere } = await look();
    if (isThere) return state;
    const now = JSON.stringify(state);
    if (now !== seen) [seen, since] = [now, performance.now()];
    if (performance.now() - since > standstillLimitMs) {
      throw new Problem(
        `Nothing has changed about ${what} for ${standstillLimitMs / 60_000} minutes: ${now}`,
      );
    }
    await pause(lookEveryMs, undefined, { signal: patience.signal });
  }
}
