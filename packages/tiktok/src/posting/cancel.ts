import type { ApiCaller } from '../http/api-call.ts';
import { checkPublishId } from './publish-id.ts';

/**
 * Asks TikTok to give up a publish whose media it is still pulling from a URL. Best effort: one that is nearly done goes
 * on, one that is final is `publish_not_cancellable`. Afterwards the status is `FAILED` with `publish_cancelled`.
 * Source: developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export async function cancelPublish(call: ApiCaller, accessToken: string, publishId: string): Promise<void> {
  checkPublishId(publishId);
  await call(accessToken, {
    method: 'POST',
    path: '/v2/post/publish/cancel/',
    body: { publish_id: publishId },
    // A success has no data.
    read: () => true,
  });
}
