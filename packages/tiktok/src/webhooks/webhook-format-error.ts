/** A webhook, rightly signed or not, that does not have TikTok's form. Names what is wrong and shows none of it. */
export class WebhookFormatError extends Error {
  override readonly name = 'WebhookFormatError';
  readonly code = 'webhook_malformed';
  constructor(problem: string) {
    super(`not a webhook of TikTok: ${problem}`);
  }
}
