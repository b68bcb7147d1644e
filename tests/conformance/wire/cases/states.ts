import { paths, untilStatus, upload } from '../api.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

export const cases: readonly WireCase[] = [
  {
    covers: 'states',
    title: 'a direct post of a file ends in PUBLISH_COMPLETE',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
    },
  },
  {
    covers: 'states',
    title: 'an inbox upload of a file ends in SEND_TO_USER_INBOX',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken, { path: paths.inboxVideo });
      await untilStatus(tiktok, publishId, 'SEND_TO_USER_INBOX');
    },
  },
];
