import { startServer } from './http-server.ts';

interface Hosted {
  bytes?: Buffer;
  contentType: string;
  redirectTo?: string;
}

/** The web server from which TikTok pulls media. */
export interface MediaHost {
  /** URL prefix that the app has verified; ends in a slash. */
  verifiedPrefix: string;
  /** Serves the bytes below the verified prefix, or below the path given; gives the URL. */
  serve(name: string, bytes: Buffer, contentType: string): string;
  /** A URL that answers 302. */
  redirect(name: string, to: string): string;
  /** How often a URL was asked for. */
  hits(url: string): number;
  reset(): void;
  close(): Promise<void>;
}

/** Starts a web server with nothing on it. */
export async function startMediaHost(): Promise<MediaHost> {
  const files = new Map<string, Hosted>();
  const hits = new Map<string, number>();
  const server = await startServer((request, response) => {
    const path = request.url ?? '';
    hits.set(path, (hits.get(path) ?? 0) + 1);
    const file = files.get(path);
    if (file?.redirectTo) response.writeHead(302, { location: file.redirectTo }).end();
    else if (file?.bytes) response.writeHead(200, headersOf(file, file.bytes)).end(file.bytes);
    else response.writeHead(404).end();
  });
  const add = (name: string, hosted: Hosted) => {
    const path = name.startsWith('/') ? name : `/media/${name}`;
    files.set(path, hosted);
    return `${server.origin}${path}`;
  };
  return {
    verifiedPrefix: `${server.origin}/media/`,
    serve: (name, bytes, contentType) => add(name, { bytes, contentType }),
    redirect: (name, to) => add(name, { contentType: '', redirectTo: to }),
    hits: (url) => hits.get(new URL(url).pathname) ?? 0,
    reset() {
      files.clear();
      hits.clear();
    },
    close: server.close,
  };
}

const headersOf = (file: Hosted, bytes: Buffer) => ({
  'content-type': file.contentType,
  'content-length': bytes.length,
});
