import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { StatusAnswer } from '../features/posts/schemas.ts';
import type { RunningUploader, Surroundings } from './start-uploader.ts';
import { writeTestVideo } from './test-video.ts';

const everyScope = ['media:write', 'posts:write', 'posts:read'];

/** What an internal app does with uploader, in one workspace. */
export function createApi(surroundings: Surroundings, uploader: () => Pick<RunningUploader, 'url'>) {
  const workspaceId = uuidv7();
  const clientId = uuidv7();
  const bearer = (workspace = workspaceId) =>
    surroundings.authGateway.issuer.bearer({ workspaceId: workspace, clientId, scopes: everyScope });

  const call = (path: string, init: RequestInit = {}, authorization = bearer()) =>
    fetch(`${uploader().url}${path}`, { ...init, headers: { authorization, ...init.headers } });

  return {
    workspaceId,
    clientId,
    bearer,
    call,

    /** Adds an account to the stand-in of auth-gateway. */
    addAccount(accessToken = 'act.none'): string {
      const accountId = uuidv7();
      surroundings.authGateway.accounts.set(accountId, { accountId, workspaceId, accessToken });
      return accountId;
    },

    /** Uploads a test video of about this many bytes, in one piece. Returns the media id. */
    async addMedia(bytes: number): Promise<string> {
      const path = join(surroundings.mediaDirectory, `source-${uuidv7()}.mp4`);
      await writeTestVideo(path, bytes);
      return this.addFile(await readFile(path));
    },

    /** Uploads a file in one piece. Returns the media id. */
    async addFile(bytes: Uint8Array, { convert = false } = {}): Promise<string> {
      const body = Uint8Array.from(bytes);
      const begun = await call('/api/media', {
        method: 'POST',
        headers: {
          'tus-resumable': '1.0.0',
          'upload-length': `${body.length}`,
          // `true` in Base64.
          ...(convert && { 'upload-metadata': 'convert dHJ1ZQ==' }),
        },
      });
      const location = begun.headers.get('location') ?? '';
      const sent = await call(location, {
        method: 'PATCH',
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
        },
        body,
      });
      if (sent.status !== 204)
        throw new Error(`the upload was answered with ${sent.status}: ${await sent.text()}`);
      return location.split('/').at(-1) ?? '';
    },

    publish: (body: unknown, headers: Record<string, string> = {}, authorization = bearer()) =>
      call(
        '/api/tiktok/upload',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        },
        authorization,
      ),

    /** Sends a request with a body. Returns the status and the body of the answer. */
    async send(method: 'POST' | 'PATCH', path: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await call(path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      // biome-ignore lint/suspicious/noExplicitAny: what a client would read out of it.
      return { status: answer.status, body: (await answer.json()) as any };
    },

    async status(id: string): Promise<StatusAnswer> {
      const answer = await call(`/api/tiktok/status/${encodeURIComponent(id)}`);
      if (answer.status !== 200) throw new Error(`the status was answered with ${answer.status}`);
      return (await answer.json()) as StatusAnswer;
    },
  };
}

export type Api = ReturnType<typeof createApi>;

/** A direct post that only its creator sees. */
export const directPost = (accountId: string, mediaId: string) => ({
  accountId,
  source: 'FILE_UPLOAD',
  mediaId,
  mode: 'direct',
  allowDuplicate: true,
  postInfo: { title: 'Crust test #bread', privacyLevel: 'SELF_ONLY' },
});
