import { type Static, Type } from 'typebox';

/** A developer app as set up in the developer portal. Rules of redirect URIs: reference 1.4. */
export const App = Type.Object(
  {
    clientKey: Type.String({ minLength: 1, maxLength: 100 }),
    clientSecret: Type.String({ minLength: 1, maxLength: 200 }),
    name: Type.String({ maxLength: 100 }),
    platform: Type.Union([Type.Literal('web'), Type.Literal('desktop')]),
    redirectUris: Type.Array(Type.String(), { maxItems: 10 }),
    scopes: Type.Array(Type.String()),
    live: Type.Boolean({ description: 'reviewed and switched on' }),
    sandbox: Type.Boolean({ description: 'only target users may authorize it' }),
    targetUsers: Type.Array(Type.String(), { maxItems: 10 }),
    audited: Type.Boolean({ description: 'may post publicly' }),
    activeUserCap: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'posting users in 24 h',
    }),
    verifiedUrls: Type.Array(Type.String(), { description: 'domains, or URL prefixes that end in /' }),
    webhookUrl: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
);
export type App = Static<typeof App>;

export const allScopes = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.list',
  'video.upload',
  'video.publish',
];

/** A live, audited web app with every scope. */
export const newApp = (given: Pick<App, 'clientKey' | 'clientSecret'> & Partial<App>): App => ({
  name: given.clientKey,
  platform: 'web',
  redirectUris: [],
  scopes: [...allScopes],
  live: true,
  sandbox: false,
  targetUsers: [],
  audited: true,
  activeUserCap: given.audited === false ? 5 : null,
  verifiedUrls: [],
  webhookUrl: null,
  ...given,
});

const loopback = new Set(['localhost', '127.0.0.1']);

/**
 * Why the portal would refuse a redirect URI, or null. One concession: a web app may also use http on this machine,
 * where nothing has a certificate.
 */
export function redirectUriProblem(uri: string, platform: App['platform']): string | null {
  if (uri.length >= 512) return 'must be shorter than 512 characters';
  const parsed = URL.parse(uri.replace(':*/', ':1/'));
  if (!parsed) return 'must be an absolute URL';
  if (parsed.search || parsed.hash || /[?#]/.test(uri)) return 'must have no query and no fragment';
  const local = loopback.has(parsed.hostname);
  if (platform === 'desktop') {
    if (!/^https?:$/.test(parsed.protocol)) return 'must be http or https';
    if (!local) return 'must be on localhost or 127.0.0.1';
    return /^https?:\/\/[^/]+:(\d+|\*)(\/|$)/.test(uri) ? null : 'must name a port';
  }
  if (parsed.protocol === 'https:') return null;
  return parsed.protocol === 'http:' && local ? null : 'must be https';
}

/** Whether the URI of a request is one that the app registered: exactly, but for a `*` port of a desktop app. */
export function isRegistered(app: App, uri: string): boolean {
  return app.redirectUris.some((registered) => {
    if (registered === uri) return true;
    if (app.platform !== 'desktop' || !registered.includes(':*')) return false;
    const [before = '', after = ''] = registered.split(':*');
    return (
      uri.startsWith(`${before}:`) &&
      uri.endsWith(after) &&
      /^:\d+$/.test(uri.slice(before.length, uri.length - after.length))
    );
  });
}
