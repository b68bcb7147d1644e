import { AddressRefusedError, type GuardedFetch } from '@postbus/service-kit';
import { endpointAddressRefused, endpointUrlInsecure, endpointUrlInvalid } from '../../errors.ts';

/**
 * Raises what can be told of an address without asking anybody: `endpoint_url_invalid`, `endpoint_url_insecure` or
 * `endpoint_address_refused`. Where a name leads is looked at each time that something is sent.
 */
export function checkUrl(text: string, fetcher: GuardedFetch): void {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash) {
    throw endpointUrlInvalid();
  }
  try {
    fetcher.check(text);
  } catch (error) {
    if (error instanceof AddressRefusedError) throw endpointAddressRefused();
    throw error;
  }
  if (url.protocol === 'http:' && !fetcher.trusts(url)) throw endpointUrlInsecure();
}
