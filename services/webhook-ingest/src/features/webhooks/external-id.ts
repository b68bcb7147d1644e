import { hash } from 'node:crypto';

/** What makes two deliveries the same webhook, as it came. */
export interface WebhookIdentity {
  clientKey: string;
  event: string;
  /** Unix seconds. */
  createTime: number;
  userOpenId: string | null;
  content: string;
}

/**
 * The id of a webhook, which the platform does not give: SHA-256 in hex, 64 characters.
 * A JSON array keeps its parts apart, so that no two webhooks share an encoding.
 */
export function externalIdOf({ clientKey, event, createTime, userOpenId, content }: WebhookIdentity): string {
  return hash('sha256', JSON.stringify([clientKey, event, createTime, userOpenId, content]), 'hex');
}
