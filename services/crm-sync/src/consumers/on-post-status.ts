import { type PostStatusData, postStatus } from '@postbus/contracts';
import { inbox } from '@postbus/db/crm-sync';
import { createConsumer } from '@postbus/events';
import type { ConsumerDependencies } from '../dependencies.ts';
import { projectPost, projectPosts } from '../features/posts/project-post.ts';
import { parseKnown } from './parse-known.ts';

/** Projects every change of state of a publication. */
export const onPostStatus = ({ clock, ...dependencies }: ConsumerDependencies) =>
  createConsumer({
    ...dependencies,
    inbox,
    service: 'crm-sync',
    name: 'posts',
    stream: 'POSTS',
    filterSubject: 'post.status.>',
    parse: parseKnown<PostStatusData>([postStatus]),
    // So many may go together in one transaction when there are many.
    concurrency: 50,
    gatherMs: 2,
    async handleTogether(deliveries, tx) {
      const known = deliveries.flatMap(({ event: { data, ...event } }) =>
        data === null ? [] : [{ ...event, data }],
      );
      if (known.length > 0) await projectPosts(tx, known, new Date(clock()));
    },
    async handle({ data, ...event }, { tx }) {
      if (data !== null) await projectPost(tx, { ...event, data }, new Date(clock()));
    },
  });
