import type { SandboxOptions } from '../options.ts';
import { type RunningSandbox, startSandbox } from '../start-sandbox.ts';

export const redirectUri = 'http://127.0.0.1:4001/callback';

/** An answer, read whole. `text` keeps what a JSON parser would round. */
interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: ReturnType<typeof JSON.parse>;
}

/** What differs from a plain init of photos. */
interface PhotoInit {
  postInfo?: object;
  sourceInfo?: object;
  media_type?: unknown;
  post_mode?: unknown;
  is_aigc?: unknown;
}

/** A sandbox and the calls of a client that knows only the reference: plain fetch, nothing shared. */
export async function startHarness(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({
    redirectUris: [redirectUri],
    ...options,
    settings: { processingMs: 0, moderationMs: 0, webhookRetryMs: 50, ...options.settings },
  });
  return { sandbox, close: sandbox.close, ...callsOf(sandbox) };
}
export type Harness = Awaited<ReturnType<typeof startHarness>>;

/** The calls of a client of the sandbox at `url`. */
export function callsOf({ url, app }: Pick<RunningSandbox, 'url' | 'app'>) {
  async function call(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      redirect: 'manual',
      ...init,
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : null,
    };
  }
  const form = (path: string, fields: Record<string, string>) =>
    call(path, { method: 'POST', body: new URLSearchParams(fields) });
  const control = (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
    call(`/_sandbox/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  const post = (path: string, token: string, body: unknown = {}) =>
    call(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=UTF-8' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  const credentials = { client_key: app.clientKey, client_secret: app.clientSecret };
  const allScopes = app.scopes.join(',');
  const authorizePath = (query: Record<string, string> = {}) =>
    `/v2/auth/authorize/?${new URLSearchParams({
      client_key: app.clientKey,
      scope: allScopes,
      redirect_uri: redirectUri,
      state: 'k3Jq9d',
      response_type: 'code',
      ...query,
    })}`;

  /** What the creator's browser comes back with. */
  async function consent({
    creator = 'demobaker',
    decision = 'allow',
    query = {},
    scopes = app.scopes,
  }: {
    creator?: string;
    decision?: string;
    query?: Record<string, string>;
    scopes?: string[];
  } = {}) {
    const fields = new URLSearchParams({ creator, decision });
    for (const scope of scopes) fields.append('scope', scope);
    const answer = await call(authorizePath(query), { method: 'POST', body: fields });
    return { answer, query: new URL(answer.headers.get('location') ?? 'none:').searchParams };
  }

  const exchange = (code: string, fields: Record<string, string> = {}) =>
    form('/v2/oauth/token/', {
      ...credentials,
      code,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      ...fields,
    });

  /** Signs a creator in. */
  async function signIn(creator = 'demobaker', scopes = app.scopes) {
    const { query } = await consent({ creator, scopes });
    const { json } = await exchange(query.get('code') ?? '');
    const strings: Record<'accessToken' | 'refreshToken' | 'openId', string> = {
      accessToken: json.access_token,
      refreshToken: json.refresh_token,
      openId: json.open_id,
    };
    return strings;
  }

  const directInit = (token: string, { postInfo = {}, sourceInfo = {} } = {}) =>
    post('/v2/post/publish/video/init/', token, {
      post_info: { title: 'Crust test #bread', privacy_level: 'PUBLIC_TO_EVERYONE', ...postInfo },
      source_info: {
        source: 'FILE_UPLOAD',
        video_size: 1000,
        chunk_size: 1000,
        total_chunk_count: 1,
        ...sourceInfo,
      },
    });
  const inboxInit = (token: string, size = 1000) =>
    post('/v2/post/publish/inbox/video/init/', token, {
      source_info: { source: 'FILE_UPLOAD', video_size: size, chunk_size: size, total_chunk_count: 1 },
    });
  /** By default one photo, direct, for everyone. */
  const photoInit = (token: string, { postInfo = {}, sourceInfo = {}, ...top }: PhotoInit = {}) =>
    post('/v2/post/publish/content/init/', token, {
      media_type: 'PHOTO',
      post_mode: 'DIRECT_POST',
      post_info: { title: 'Three loaves', privacy_level: 'PUBLIC_TO_EVERYONE', ...postInfo },
      source_info: {
        source: 'PULL_FROM_URL',
        photo_images: ['https://media.example.com/1.jpg'],
        photo_cover_index: 0,
        ...sourceInfo,
      },
      ...top,
    });

  const put = (uploadUrl: string, bytes: Buffer, range: string, headers: Record<string, string> = {}) =>
    call(uploadUrl, {
      method: 'PUT',
      headers: { 'content-type': 'video/mp4', 'content-range': range, ...headers },
      body: new Uint8Array(bytes),
    });
  const putWhole = (uploadUrl: string, video: Buffer) =>
    put(uploadUrl, video, `bytes 0-${video.length - 1}/${video.length}`);

  const status = (token: string, publishId: string) =>
    post('/v2/post/publish/status/fetch/', token, { publish_id: publishId });
  const cancel = (token: string, publishId: string) =>
    post('/v2/post/publish/cancel/', token, { publish_id: publishId });

  /** Inits a direct post of a whole video and uploads it. Returns the publish id. */
  async function publish(token: string, video: Buffer, postInfo = {}): Promise<string> {
    const sourceInfo = { video_size: video.length, chunk_size: video.length };
    const { json } = await directInit(token, { postInfo, sourceInfo });
    await putWhole(json.data.upload_url, video);
    return json.data.publish_id;
  }

  /** Inits a draft and uploads it. Returns the publish id. */
  async function draft(token: string, video: Buffer): Promise<string> {
    const { json } = await inboxInit(token, video.length);
    await putWhole(json.data.upload_url, video);
    return json.data.publish_id;
  }

  /** The sandbox's own view of a task, once it satisfies the condition. */
  async function postWhen(publishId: string, condition: (post: Answer['json']) => boolean) {
    for (;;) {
      const { json } = await control('posts');
      const post = json.posts.find((one: { publishId: string }) => one.publishId === publishId);
      if (post && condition(post)) return post;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const ended = (publishId: string) => postWhen(publishId, (post) => !post.status.startsWith('PROCESSING'));

  return {
    url,
    app,
    credentials,
    call,
    form,
    control,
    post,
    authorizePath,
    consent,
    exchange,
    signIn,
    directInit,
    inboxInit,
    photoInit,
    cancel,
    put,
    putWhole,
    status,
    publish,
    draft,
    postWhen,
    ended,
  };
}
