import type { IncomingMessage, ServerResponse } from 'node:http';
import fp from 'fastify-plugin';
import helmet from 'helmet';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Where the parts of this page may come from, instead of what fits the documentation page. */
    contentSecurityPolicy?: Record<string, string[]>;
    /** Set on a route that servers call all the time and no browser does: its answers need no such headers. */
    isForServers?: boolean;
  }
}

/** The documentation page brings its script along and styles itself in place. */
const pageSources = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'unsafe-inline'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  // Plain http must keep working on a developer's machine.
  'upgrade-insecure-requests': null,
};

/** A page: all that helmet knows. Any other answer: what OWASP's REST Security Cheat Sheet asks for; it shows nothing. */
const pageHeaders = pageHeadersOf(pageSources);
const dataHeaders = headersOf(
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  }),
);

/** Headers that keep browsers from doing more with an answer than it is meant for. */
export const securityHeaders = fp(
  async (app) => {
    const routeHeaders = new Map<object, Record<string, string>>();
    app.addHook('onRoute', ({ config }) => {
      const sources = config?.contentSecurityPolicy;
      if (sources)
        routeHeaders.set(sources, pageHeadersOf({ 'upgrade-insecure-requests': null, ...sources }));
    });
    app.addHook('onSend', (request, reply, payload, done) => {
      if (request.routeOptions.config.isForServers) return done(null, payload);
      // Not modified: the browser keeps the headers of the page that it has, unless it is given others.
      if (reply.statusCode === 304) return done(null, payload);
      const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
      const own = request.routeOptions.config?.contentSecurityPolicy;
      reply.headers(isPage ? ((own && routeHeaders.get(own)) ?? pageHeaders) : dataHeaders);
      done(null, payload);
    });
  },
  { name: 'postbus-security-headers' },
);

function pageHeadersOf(directives: Record<string, string[] | null>): Record<string, string> {
  return headersOf(helmet({ contentSecurityPolicy: { directives } }));
}

/** What a middleware sets on an answer. */
function headersOf(
  middleware: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void,
): Record<string, string> {
  const headers: Record<string, string> = {};
  const recorder = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => {},
  };
  middleware({} as IncomingMessage, recorder as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return headers;
}
