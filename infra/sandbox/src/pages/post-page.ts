import type { FastifyInstance } from 'fastify';
import { currentFigures } from '../display/current-figures.ts';
import type { ProfilePost } from '../display/profiles.ts';
import type { Sandbox } from '../sandbox.ts';
import { isPublic } from '../state/publish-task.ts';
import { figuresText } from './figures-text.ts';
import { type Html, html, raw, sendPage } from './html.ts';
import { layout } from './layout.ts';
import { coverUrl } from './post-urls.ts';

interface Params {
  username: string;
  media: string;
  postId: string;
}

/** What `share_url` and `embed_link` lead to: a public post as anybody sees it, and its player alone. */
export function postPages(server: FastifyInstance, sandbox: Sandbox): void {
  const findPublic = (postId: string): ProfilePost | undefined => {
    const found = sandbox.profiles.find(postId);
    return found && isPublic(found.post) ? found : undefined;
  };

  server.get<{ Params: Params }>('/@:username/:media(video|photo)/:postId', async ({ params }, reply) => {
    const found = findPublic(params.postId);
    if (found?.username !== params.username || found.content.media !== params.media) {
      return sendPage(
        reply,
        404,
        layout('Not available', 'narrow', html`<h1>This post is not available.</h1>`),
      );
    }
    const { content, username, post } = found;
    const page = html`<h1>@${username}</h1>
      <p class="soft">${new Date(post.createdAt).toUTCString()}</p>
      <div class="card shared">${mediaOf(sandbox, found)}
        <p class="caption">${content.title}</p>
        ${content.description && html`<p class="caption soft">${content.description}</p>`}
        <p class="soft">${figuresText(currentFigures(sandbox, post))}</p>
      </div>`;
    return sendPage(reply, 200, layout(`@${username} – TikTok sandbox`, 'narrow', page));
  });

  server.get<{ Params: { postId: string } }>('/embed/v2/:postId', async ({ params }, reply) => {
    const found = findPublic(params.postId);
    const content = found ? mediaOf(sandbox, found) : html`<p>This post is not available.</p>`;
    const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>TikTok sandbox</title>${embedStyle}</head><body>${content}</body></html>`;
    return sendPage(reply, found ? 200 : 404, page);
  });
}

const embedStyle = raw(`<style>
  body { margin: 0; height: 100vh; display: grid; place-items: center; background: #000; color: #bbb; font: 15px system-ui; }
  video, img { width: 100%; height: 100vh; object-fit: contain; }
</style>`);

/** The video or the cover photo; of a post made in the app there is only its cover. */
function mediaOf(sandbox: Sandbox, { publishId, content, post }: ProfilePost): Html {
  const cover = coverUrl(sandbox, post.postId);
  if (publishId === null) return html`<img src="${cover}" alt="Cover">`;
  if (content.media === 'photo') {
    const at = sandbox.store.tasks.get(publishId)?.postInfo?.photoCoverIndex ?? 0;
    return html`<img src="/_sandbox/photos/${publishId}/${at}" alt="Photo">`;
  }
  return html`<video controls muted loop playsinline poster="${cover}" src="/_sandbox/videos/${publishId}"></video>`;
}
