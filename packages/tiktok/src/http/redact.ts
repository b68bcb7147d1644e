const maxMessageLength = 500;

/** TikTok's own words without any secret of the call that they may repeat, cut at 500 characters. */
export function redact(message: string, secrets: readonly string[]): string {
  let safe = message;
  for (const secret of secrets.filter(Boolean)) {
    safe = safe.replaceAll(secret, '[redacted]').replaceAll(formEncoded(secret), '[redacted]');
  }
  return safe.slice(0, maxMessageLength);
}

const formEncoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);
