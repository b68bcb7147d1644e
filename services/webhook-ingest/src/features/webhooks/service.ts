import { isUtf8 } from 'node:buffer';
import { checkWebhookSignature, parseWebhook, type Webhook, WebhookFormatError } from '@postbus/tiktok';
import { signatureInvalid, unavailable, webhookMalformed } from '../../errors.ts';
import { externalIdOf } from './external-id.ts';
import type { GroupCommit } from './group-commit.ts';
import { newId } from './new-id.ts';
import type { PlatformApps } from './platform-apps.ts';
import type { NewWebhook } from './repository.ts';
import { storableText } from './safe-text.ts';
import { subjectOf } from './webhook-event.ts';

/** One webhook as it came over HTTP. */
export interface Delivery {
  /** The bytes that were signed. */
  rawBody: Buffer;
  signature: string | string[] | undefined;
  /** Headers to keep. Never the signature. */
  headers: Record<string, string>;
  correlationId: string;
}

export interface IntakeOptions {
  apps: PlatformApps;
  toleranceSeconds: number;
  clock: () => Date;
  commit: GroupCommit<NewWebhook>;
}

/**
 * Makes the function that takes webhooks in. It resolves when the webhook is on disk, also when it was there before.
 * Raises `signature_invalid`, `unavailable` if the secret to check with cannot be had, `webhook_malformed` after a right
 * signature, and what the group commit raises.
 */
export function createIntake({ apps, toleranceSeconds, clock, commit }: IntakeOptions) {
  return async function takeIn(delivery: Delivery): Promise<void> {
    const { rawBody, signature: header } = delivery;
    const now = clock();
    const webhook = readWebhook(rawBody);
    // The body names its app before anything is proven: the name only chooses the secrets to check with.
    const clientKey = webhook?.clientKey;
    const check = () =>
      checkWebhookSignature({
        ...{ header, rawBody, toleranceSeconds, now },
        secrets: apps.secretsOf(clientKey),
      });
    let signature = check();
    if (signature.outcome !== 'valid') {
      // The app may be new, or have a new secret.
      const isTold = await apps.lookAgain(clientKey);
      signature = check();
      if (signature.outcome !== 'valid')
        throw isTold ? signatureInvalid() : unavailable({ retryAfterSeconds: 5 });
    }
    if (!webhook) throw webhookMalformed();
    const signed: Signed = {
      signedAt: signature.signedAt.getTime(),
      signedWith: apps.isCurrent(webhook.clientKey, signature.secret) ? 'current' : 'previous',
    };
    await commit.add(rowOf(webhook, delivery, { now, signed }));
  };
}

/** The webhook in a body; undefined if it is none. The text of the body must be what was signed, so no stray bytes. */
function readWebhook(rawBody: Buffer): Webhook | undefined {
  if (!isUtf8(rawBody)) return undefined;
  try {
    return parseWebhook(rawBody);
  } catch (error) {
    if (error instanceof WebhookFormatError) return undefined;
    throw error;
  }
}

type Signed = Pick<NewWebhook, 'signedAt' | 'signedWith'>;

function rowOf(
  webhook: Webhook,
  { rawBody, headers, correlationId }: Delivery,
  { now, signed }: { now: Date; signed: Signed },
): NewWebhook {
  // The table is partitioned by month over the id: it must tell the same moment as `receivedAt`.
  const id = newId(now);
  return {
    id,
    subject: subjectOf(webhook.event),
    correlationId,
    externalId: externalIdOf(webhook),
    clientKey: webhook.clientKey,
    eventName: storableText(webhook.event),
    userOpenId: webhook.userOpenId === null ? null : storableText(webhook.userOpenId),
    createTime: webhook.createTime,
    rawBody: rawBody.toString('utf8'),
    ...signed,
    headers,
    receivedAt: now.getTime(),
  };
}
