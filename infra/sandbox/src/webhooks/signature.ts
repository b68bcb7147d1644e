import { createHmac } from 'node:crypto';

/** The value of `TikTok-Signature` (reference 7.4): HMAC-SHA256 over `t.body`, lower-case hex. `timestamp` in seconds. */
export function signatureHeader(clientSecret: string, timestamp: number, body: string): string {
  const hex = createHmac('sha256', clientSecret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},s=${hex}`;
}
