import { postStatus } from '@postbus/contracts';
import { outbox } from '@postbus/db/uploader';
import { waitFor } from '@postbus/testing';
import { asc } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from '../../testing/api.ts';
import {
  type StandInWebhookIngest,
  startStandInWebhookIngest,
} from '../../testing/stand-in-webhook-ingest.ts';
import { startTikTok, type TikTok } from '../../testing/start-tiktok.ts';
import {
  type RunningUploader,
  type Surroundings,
  startSurroundings,
  startUploader,
} from '../../testing/start-uploader.ts';

const runs = 60;
const later = new Date(Date.now() + 7 * 86_400_000).toISOString();

/** What is known of a publication by thinking alone. */
interface Model {
  status: 'draft' | 'scheduled' | 'published' | 'failed' | 'cancelled';
  isScheduled: boolean;
  /** TikTok will refuse the next video. */
  nextFails: boolean;
}

/** The publication as uploader and TikTok hold it. */
interface Real {
  username: string;
  postId: string;
  publicationId: string;
}

let surroundings: Surroundings;
let tiktok: TikTok;
let webhooks: StandInWebhookIngest;
let uploader: RunningUploader;
let api: Api;
let mediaId: string;

beforeAll(async () => {
  surroundings = await startSurroundings('http://to-be-known');
  webhooks = await startStandInWebhookIngest(surroundings.nats.url);
  tiktok = await startTikTok(webhooks.url);
  await tiktok.change({ limits: { videoInitPerMinute: 10_000, creatorInfoPerMinute: 10_000 } });
  Object.assign(surroundings.env, {
    TIKTOK_API_BASE_URL: tiktok.url,
    QUOTA_INITS_PER_MINUTE: '10000',
    QUOTA_CREATOR_INFO_PER_MINUTE: '10000',
  });
  uploader = await startUploader(surroundings);
  api = createApi(surroundings, () => uploader);
  mediaId = await api.addMedia(60_000);
});
afterAll(async () => {
  await uploader?.close();
  await tiktok?.close();
  await webhooks?.close();
  await surroundings?.close();
});

type Command = fc.AsyncCommand<Model, Real>;

/** What it comes to when nothing holds it back any more. */
function afterPublishing(model: Model): Model['status'] {
  const status = model.nextFails ? 'failed' : 'published';
  model.nextFails = false;
  return status;
}

const isUntouched = ({ status }: Model) => status === 'draft' || status === 'scheduled';

function edit(change: { draft?: boolean; scheduledAt?: string | null; postInfo?: object }): Command {
  return {
    check: () => true,
    async run(model, real) {
      const answer = await api.send('PATCH', `/api/posts/${real.postId}`, change);
      if (!isUntouched(model)) {
        expect(answer).toMatchObject({ status: 409, body: { error: { code: 'post_not_editable' } } });
      } else {
        expect(answer.status).toBe(200);
        const isDraft = change.draft ?? model.status === 'draft';
        if (change.scheduledAt !== undefined) model.isScheduled = change.scheduledAt !== null;
        if (isDraft) model.status = 'draft';
        else model.status = model.isScheduled ? 'scheduled' : afterPublishing(model);
      }
      await agree(model, real);
    },
    toString: () => `edit(${JSON.stringify(change)})`,
  };
}

const cancel: Command = {
  check: () => true,
  async run(model, real) {
    const { status, body } = await api.send('POST', `/api/posts/${real.postId}/cancel`);
    if (isUntouched(model) || model.status === 'cancelled') {
      expect(status).toBe(200);
      model.status = 'cancelled';
    } else
      expect({ status, body }).toMatchObject({
        status: 409,
        body: { error: { code: 'post_not_cancellable' } },
      });
    await agree(model, real);
  },
  toString: () => 'cancel',
};

const retry: Command = {
  check: () => true,
  async run(model, real) {
    const { status, body } = await api.send('POST', `/api/posts/${real.postId}/retry`);
    if (model.status === 'failed' || model.status === 'cancelled') {
      expect(status).toBe(200);
      model.status = afterPublishing(model);
    } else
      expect({ status, body }).toMatchObject({
        status: 409,
        body: { error: { code: 'post_not_retryable' } },
      });
    await agree(model, real);
  },
  toString: () => 'retry',
};

const letNextFail: Command = {
  check: (model) => !model.nextFails,
  async run(model, { username }) {
    await tiktok.addOutcome({ username, failReason: 'file_format_check_failed' });
    model.nextFails = true;
  },
  toString: () => 'letNextFail',
};

/** TikTok says again what it said before. */
const repeatWebhook: Command = {
  check: ({ status }) => status === 'published' || status === 'failed',
  async run(model, real) {
    const { publishId } = await api.status(real.publicationId);
    const news = { publish_id: publishId, publish_type: 'DIRECT_PUBLISH' };
    if (model.status === 'published') await webhooks.tell('post.publish.complete', news);
    else await webhooks.tell('post.publish.failed', { ...news, reason: 'file_format_check_failed' });
    await agree(model, real);
  },
  toString: () => 'repeatWebhook',
};

const restart: Command = {
  check: () => true,
  async run(model, real) {
    await uploader.close();
    uploader = await startUploader(surroundings);
    await agree(model, real);
  },
  toString: () => 'restart',
};

/** Holds uploader, its events and TikTok against the model. */
async function agree({ status, isScheduled }: Model, { username, postId, publicationId }: Real) {
  const seen = await waitFor(`${publicationId} to be ${status}`, async () => {
    const now = await api.status(publicationId);
    return now.status === status ? now : null;
  });
  if (status === 'scheduled') expect(seen.nextStepAt).toBe(later);
  else expect(seen.nextStepAt).toBeNull();
  if (status === 'draft' || status === 'scheduled') {
    const post = (await (await api.call(`/api/posts/${postId}`)).json()) as { scheduledAt: string | null };
    expect(post.scheduledAt).toBe(isScheduled ? later : null);
  }
  expect(seen.failure?.code).toBe(status === 'failed' ? 'file_format_check_failed' : undefined);

  const rows = await surroundings.database.db.select().from(outbox).orderBy(asc(outbox.id));
  const told = rows
    .map(({ event }) => event)
    .filter((event) => (event as { subject?: string }).subject === publicationId)
    .map((event) => postStatus.parse(event).data)
    .sort((a, b) => a.version - b.version);
  expect(told.map(({ version }) => version)).toEqual(Array.from({ length: seen.version }, (_, at) => at + 1));
  expect(told.at(-1)?.status).toBe(status);

  const published = (await tiktok.posts()).filter(
    (post) => post.username === username && post.status === 'PUBLISH_COMPLETE',
  );
  expect(published.map(({ publishId }) => publishId)).toEqual(status === 'published' ? [seen.publishId] : []);
}

const commands = fc.commands(
  [
    edit({ draft: false }),
    edit({ draft: true }),
    edit({ scheduledAt: later }),
    edit({ scheduledAt: null }),
    edit({ draft: false, scheduledAt: null }),
    edit({ postInfo: { title: 'Changed', privacyLevel: 'SELF_ONLY' } }),
    cancel,
    retry,
    letNextFail,
    repeatWebhook,
    restart,
  ].map((command) => fc.constant(command)),
  { maxCommands: 12 },
);

test('whatever clients ask and TikTok says, a publication is where the model says, and published at most once', {
  timeout: 240_000,
}, async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.boolean(), commands, async (draft, isScheduled, list) => {
      count += 1;
      const username = `model${count}`;
      await tiktok.addCreator({ username });
      const accountId = api.addAccount((await tiktok.connect(username)).accessToken);
      const created = await api.send('POST', '/api/posts', {
        ...{ accountIds: [accountId], mediaId, mode: 'direct', draft },
        postInfo: { privacyLevel: 'SELF_ONLY' },
        ...(isScheduled && { scheduledAt: later }),
      });
      const { postId, publications } = created.body;
      const real: Real = { username, postId, publicationId: publications[0].publicationId };
      const status = draft ? 'draft' : isScheduled ? 'scheduled' : 'published';
      const model: Model = { status, isScheduled, nextFails: false };
      await agree(model, real);
      await fc.asyncModelRun(() => ({ model, real }), list);
    }),
    { numRuns: runs, seed: 20261121, endOnFailure: true },
  );
});
