import { ApiError } from '../http/api-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { PublishTask } from '../state/publish-task.ts';
import type { AccessToken } from '../state/tokens.ts';

/**
 * The task of a publish id, for the one whose token it is (reference 6.1).
 * @throws ApiError invalid_publish_id in the form that the switch says, token_not_authorized_for_specified_publish_id
 */
export function findTask(
  { store, clock }: Pick<Sandbox, 'store' | 'clock'>,
  publishId: string,
  token: AccessToken,
): PublishTask {
  const task = store.tasks.get(publishId);
  if (!task || clock.now() < task.createdAt + store.settings.publishIdLagMs) {
    // In practice the code is the general one, and the message says what is wrong (observed).
    throw new ApiError(store.settings.unknownPublishId, { message: 'invalid_publish_id' });
  }
  if (task.openId !== token.openId) throw new ApiError('token_not_authorized_for_specified_publish_id');
  return task;
}
