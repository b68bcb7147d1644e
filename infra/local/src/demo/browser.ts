import { reach } from './api.ts';
import { type Patience, patiently } from './patiently.ts';

/** As much of a browser as signing in needs: it keeps cookies and shows where it is sent. */
export interface Browser {
  /** Opens a page; with `form` it sends one. Redirects are returned, not followed. */
  open(url: string, form?: URLSearchParams): Promise<Page>;
}

export interface Page {
  status: number;
  text: string;
  /** Where a redirect leads. */
  location: string | undefined;
}

/** A browser with no history. */
export function createBrowser(patience: Patience): Browser {
  // By host without port, as browsers do; paths are left aside.
  const jar = new Map<string, Map<string, string>>();

  return {
    open: (url, form) =>
      patiently(`Opening ${new URL(url).origin}`, patience, async () => {
        const host = new URL(url).hostname;
        const cookies = jar.get(host) ?? new Map<string, string>();
        jar.set(host, cookies);
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await reach(url, {
          headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) },
          ...(form ? { method: 'POST', body: form } : {}),
        });
        for (const line of response.headers.getSetCookie()) keep(cookies, line);
        const location = response.headers.get('location');
        return {
          status: response.status,
          text: await response.text(),
          location: location === null ? undefined : new URL(location, url).href,
        };
      }),
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  const isGone = value === '' || attributes.some((attribute) => /^\s*max-age\s*=\s*0\s*$/i.test(attribute));
  if (isGone) cookies.delete(name);
  else cookies.set(name, value);
}
