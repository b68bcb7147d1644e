import { type Answer, call } from './api.ts';

export type Browser = ReturnType<typeof createBrowser>;

/** As much of a browser as a sign-in needs: cookies, one redirect at a time, and the form of the consent page. */
export function createBrowser() {
  const cookies = new Map<string, string>();

  const keep = ({ headers }: Answer) => {
    for (const line of headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (!name) continue;
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
  };

  const open = async (url: string, init: RequestInit = {}): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await call(url, {
      ...init,
      headers: { ...(cookie && { cookie }), accept: 'text/html', ...init.headers },
    });
    keep(answer);
    return answer;
  };

  const redirectOf = (answer: Answer): string => {
    const location = answer.headers.get('location');
    if (answer.status !== 302 || !location)
      throw new Error(`no redirect: ${answer.status} ${JSON.stringify(answer.body)}`);
    return location;
  };

  return {
    cookies,
    open,
    /** Opens a URL and returns where it leads. */
    follow: async (url: string) => redirectOf(await open(url)),
    /** Answers the consent page and returns where that leads. All scopes that were asked for, unless told. */
    async decide(
      authorizeUrl: string,
      {
        creator = 'demobaker',
        decision = 'allow',
        scopes,
      }: { creator?: string; decision?: 'allow' | 'deny'; scopes?: string[] } = {},
    ) {
      const asked = new URL(authorizeUrl).searchParams.get('scope')?.split(',') ?? [];
      const form = new URLSearchParams({ creator, decision });
      for (const scope of scopes ?? asked) form.append('scope', scope);
      return redirectOf(await call(authorizeUrl, { method: 'POST', body: form }));
    },
  };
}
