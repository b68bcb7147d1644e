import { type PostStatusData, postStatus } from '@postbus/contracts';
import { inbox } from '@postbus/db/crm-sync';
import { createConsumer } from '@postbus/events';
import type { ConsumerDependencies } from '../dependencies.ts';
import { projectPost } from '../features/posts/project-post.ts';
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
    async handle({ data, ...event }, { tx }) {
      if (data !== null) await projectPost(tx, { ...event, data }, new Date(clock()));
    },
  });
