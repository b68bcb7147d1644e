import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';

const maxRedirects = 5;
const connectTimeoutMs = 10_000;
/** Without a byte. */
const idleTimeoutMs = 60_000;
const redirects = new Set([301, 302, 303, 307, 308]);

/** An address that somebody gave and that is not to be fetched: it leads to this machine or to its network. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError';
  readonly code = 'address_refused';
}

export interface GuardedFetchOptions {
  /** `host` or `host:port`, as they stand in a URL, that are fetched wherever they lead; `host:*` for any port. */
  allowedHosts?: readonly string[];
  /** How names are resolved; as the system does unless told. */
  lookup?: (
    hostname: string,
    options: { all: true },
    done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
  ) => void;
}

export interface GuardedPost {
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

export interface GuardedFetch {
  /** Raises {@link AddressRefusedError} for what can be told without asking anybody. */
  check(url: string): void;
  /** Whether an address is on the allow-list. */
  trusts(url: URL): boolean;
  /**
   * Gets what lies at an address, through up to five redirects. The caller reads or dumps the body. Raises
   * {@link AddressRefusedError}, or what the network does.
   */
  get(url: string, options: { signal: AbortSignal }): Promise<Dispatcher.ResponseData>;
  /**
   * Sends a body to an address, once: a redirect is an answer like any other. The caller reads or dumps the body. Raises
   * {@link AddressRefusedError}, or what the network does.
   */
  post(url: string, request: GuardedPost): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

/**
 * Fetches addresses that users give. Private, loopback, link-local and other special addresses are refused where the
 * connection is made, so that neither a name that changes what it resolves to nor a redirect gets around it.
 */
export function createGuardedFetch({
  allowedHosts = [],
  lookup = systemLookup,
}: GuardedFetchOptions = {}): GuardedFetch {
  const timeouts = { headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs };
  const anywhere = { timeout: connectTimeoutMs, lookup: resolving(lookup, () => true) };
  const trusting = new Agent({ ...timeouts, connect: anywhere });
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: resolving(lookup, isPublic) });
  const guarded = new Agent({
    ...timeouts,
    connect(options, done) {
      // A literal address is never looked up.
      if (isPrivateLiteral(options.hostname)) done(refused(), null);
      else connect(options, done);
    },
  });

  const trusts = ({ host, hostname }: URL) =>
    allowedHosts.includes(host) || allowedHosts.includes(`${hostname}:*`);
  const dispatcherFor = (target: URL) => (trusts(target) ? trusting : guarded);

  return {
    check(url) {
      const target = checked(url);
      if (!trusts(target) && isPrivateLiteral(target.hostname)) throw refused();
    },
    trusts,
    async get(url, { signal }) {
      let target = checked(url);
      for (let hops = 0; ; hops += 1) {
        const answer = await request(target, { dispatcher: dispatcherFor(target), signal });
        const { location } = answer.headers;
        if (!redirects.has(answer.statusCode) || typeof location !== 'string') return answer;
        await answer.body.dump();
        if (hops === maxRedirects) throw new Error('too many redirects');
        target = checked(location, target);
      }
    },
    async post(url, { headers, body, signal }) {
      const target = checked(url);
      return await request(target, {
        method: 'POST',
        dispatcher: dispatcherFor(target),
        headers,
        body,
        signal,
      });
    },
    async close() {
      await Promise.all([trusting.destroy(), guarded.destroy()]);
    },
  };
}

const refused = () => new AddressRefusedError('the address leads to a private network');

function checked(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new AddressRefusedError('only http and https are fetched');
  if (url.username || url.password) throw new AddressRefusedError('an address may hold no credentials');
  return url;
}

/** Resolves a name, and refuses it if any of its addresses is not allowed. */
function resolving(
  lookup: NonNullable<GuardedFetchOptions['lookup']>,
  isAllowed: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? new Error('the name has no address'), '');
      if (!addresses.every(({ address }) => isAllowed(address))) return done(refused(), '');
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}

function isPrivateLiteral(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && !isPublic(address);
}

/** Whether an address belongs to the public internet. One of IPv4 within IPv6 counts as what it stands for. */
const isPublic = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
