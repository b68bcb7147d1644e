/** An encoded slash, backslash or dot: another server may decode it and leave the allowed path. */
const encodedSeparator = /%(2f|5c|2e)/i;

/** Returns the URL if it can stand in a client's allow-list: absolute, http or https, without user, query or fragment. */
export function parseAllowedReturnUrl(text: string): URL | null {
  const url = parseHttpUrl(text);
  return url && !url.search && !url.hash ? url : null;
}

/**
 * Whether the browser may be sent to `text` after a connect flow: the same scheme, host and port as an allowed URL, and
 * its path or one below it. Any query may follow; a fragment may not, because ours would be lost behind it.
 */
export function isReturnUrlAllowed(text: string, allowList: readonly string[]): boolean {
  const url = parseHttpUrl(text);
  if (!url || url.hash || encodedSeparator.test(url.pathname)) return false;
  return allowList.some((entry) => {
    const allowed = parseAllowedReturnUrl(entry);
    return allowed !== null && allowed.origin === url.origin && isWithin(url.pathname, allowed.pathname);
  });
}

/** Returns `returnUrl` with the outcome of the flow in its query. */
export function withOutcome(returnUrl: string, outcome: Record<string, string>): string {
  const url = new URL(returnUrl);
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value);
  return url.href;
}

function isWithin(path: string, allowedPath: string): boolean {
  const folder = allowedPath.endsWith('/') ? allowedPath : `${allowedPath}/`;
  return path === allowedPath || path.startsWith(folder);
}

function parseHttpUrl(text: string): URL | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return url.username || url.password ? null : url;
}
