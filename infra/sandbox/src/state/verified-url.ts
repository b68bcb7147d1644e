import { isIP } from 'node:net';

/** Where nothing has a certificate: this machine and the networks beside it. */
const isNearby = (hostname: string) =>
  isIP(hostname.replace(/[[\]]/g, '')) !== 0 ||
  !hostname.includes('.') ||
  /\.(localhost|internal|local)$/.test(hostname);

/**
 * Why the portal would refuse a URL property, or null (reference 5.3): it is a domain, or an https prefix that ends in
 * `/` and whose host is a name. One concession: the prefix may be http on a nearby machine, by name or address.
 */
export function verifiedUrlProblem(property: string): string | null {
  if (!property.includes('://')) {
    const isDomain = /^[\w-]+(\.[\w-]+)+$/.test(property) && isIP(property) === 0;
    return isDomain ? null : 'must be a domain or a URL prefix';
  }
  const url = URL.parse(property);
  if (!url || !/^https?:$/.test(url.protocol)) return 'must be an https URL';
  if (!property.endsWith('/') || url.search || url.hash) return 'must end in / and have no query';
  if (url.username || url.password) return 'must hold no credentials';
  if (url.protocol === 'http:') return isNearby(url.hostname) ? null : 'must be https';
  const isAddress = isIP(url.hostname.replace(/[[\]]/g, '')) !== 0;
  return isAddress ? 'must have a name, not an IP address, as its host' : null;
}

/** Whether a URL lies under a property: a domain covers its subdomains, a prefix is compared as text. */
export function coversUrl(property: string, given: string): boolean {
  const url = URL.parse(given);
  if (!url || url.username || url.password) return false;
  if (property.includes('://')) return url.href.startsWith(URL.parse(property)?.href ?? property);
  const domain = property.toLowerCase();
  return url.protocol === 'https:' && (url.hostname === domain || url.hostname.endsWith(`.${domain}`));
}
