import { isSecretName } from './redact.ts';

interface LoggableRequest {
  method: string;
  url: string;
  params?: unknown;
  routeOptions?: { url?: string | undefined };
}

/** Method and path of a request. The query string stays out: codes, tokens and signatures live there. */
export function serializeRequest(request: LoggableRequest): { method: string; path: string } {
  return { method: request.method, path: loggablePath(request) };
}

/** The path, or the route's pattern when a part of the path is a secret, such as the signature of a media URL. */
export function loggablePath({ url, params, routeOptions }: LoggableRequest): string {
  const names = typeof params === 'object' && params !== null ? Object.keys(params) : [];
  if (routeOptions?.url !== undefined && names.some(isSecretName)) return routeOptions.url;
  return url.split(/[?#;]/, 1)[0] ?? '';
}
