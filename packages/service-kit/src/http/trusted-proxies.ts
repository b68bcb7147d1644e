import { isIP } from 'node:net';
import { Type } from 'typebox';

/** Configuration: addresses and networks, `10.0.0.0/8,fd00::/8`. None unless told. */
export const TrustedProxies = Type.Refine(
  Type.String({
    default: '',
    description:
      'Proxies in front, as addresses and networks separated by commas: `X-Forwarded-For` is believed from them alone',
  }),
  (value) => proxiesIn(value).every(isAddressOrNetwork),
);

/** The single proxies of such a setting. */
export const proxiesIn = (setting: string): string[] =>
  setting === '' ? [] : setting.split(',').map((proxy) => proxy.trim());

const bitsOfNetwork = /^[1-9]\d{0,2}$/;

/** Not `0.0.0.0/0`: whoever believes everybody believes any address that a caller makes up. */
function isAddressOrNetwork(proxy: string): boolean {
  const [address = '', bits, ...more] = proxy.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (bitsOfNetwork.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
