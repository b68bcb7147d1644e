import type { ConnectionOptions } from 'nats';

/**
 * Turns `nats://user:password@host:4222` into options of the NATS client, which reads no user from an address.
 * Several servers of a cluster are separated by commas; the first that names a user names it for all. `tls://` asks for TLS.
 */
export function busAddress(url: string): ConnectionOptions {
  const addresses = url.split(',').map((part) => new URL(part.trim()));
  const withUser = addresses.find(({ username }) => username !== '');
  return {
    servers: addresses.map(({ host }) => host),
    ...(withUser && {
      user: decodeURIComponent(withUser.username),
      pass: decodeURIComponent(withUser.password),
    }),
    ...(addresses.some(({ protocol }) => protocol === 'tls:') && { tls: {} }),
  };
}
