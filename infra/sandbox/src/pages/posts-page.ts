import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import type { Delivery } from '../state/delivery.ts';
import type { Photo, PublishTask } from '../state/publish-task.ts';
import { type Html, html, raw, sendPage } from './html.ts';
import { layout } from './layout.ts';

const shown = 50;

/** `GET /`: what was posted, newest first, with the video playing or the photos. */
export function postsPage(server: FastifyInstance, { store }: Sandbox): void {
  server.get('/', (_request, reply) => {
    const deliveries = Map.groupBy(store.deliveries, ({ publishId }) => publishId);
    const tasks = [...store.tasks.values()].slice(-shown).reverse();
    const posts = tasks.map((task) => postCard(task, deliveries.get(task.publishId) ?? []));
    const total = store.tasks.size;
    return sendPage(
      reply,
      200,
      layout(
        'What was posted – TikTok sandbox',
        'wide',
        html`<h1>What was posted</h1>
          <p class="soft">TikTok sandbox. ${total} ${total === 1 ? 'publish id' : 'publish ids'}${
            total > shown ? `, the newest ${shown} are shown` : ''
          }. No real account is involved.</p>
          ${posts.length > 0 ? posts : html`<p class="card">Nothing yet. Connect a creator and publish a video or photos.</p>`}
          ${refresh}`,
      ),
    );
  });
}

const tones = new Map<string, string>([
  ['PUBLISH_COMPLETE', 'good'],
  ['FAILED', 'bad'],
]);

function postCard(task: PublishTask, deliveries: Delivery[]): Html {
  const tone = tones.get(task.status) ?? '';
  return html`<article class="card post" id="${task.publishId}">
    ${mediaOf(task)}
    <div>
      <strong>@${task.username}</strong>
      <span class="badge ${tone}">${task.status}</span> <span class="soft">${task.failReason}</span>
      <p class="caption">${task.postInfo?.title || (task.mode === 'inbox' ? 'Draft for the inbox' : 'No caption')}</p>
      ${task.postInfo?.description ? html`<p class="caption soft">${task.postInfo.description}</p>` : null}
      <dl class="soft">
        <dt>Publish id</dt><dd class="mono">${task.publishId}</dd>
        ${task.posts.map(postLine)}
        <dt>Privacy</dt><dd>${task.postInfo?.privacyLevel ?? 'chosen by the creator'}</dd>
        <dt>Bytes</dt><dd>${task.bytes.toLocaleString('en')}</dd>
        ${task.sha256 && html`<dt>SHA-256</dt><dd class="mono">${task.sha256}</dd>`}
        ${deliveries.length > 0 && html`<dt>Webhooks</dt><dd>${deliveries.map(webhookLine)}</dd>`}
      </dl>
      <div class="row">${actions(task)}</div>
    </div>
  </article>`;
}

function mediaOf(task: PublishTask): Html {
  if (task.receivedAt === null) {
    return html`<div class="empty">${Math.round(task.bytes / 1024)} KiB so far</div>`;
  }
  if (task.media === 'video') {
    return html`<video controls muted loop playsinline preload="metadata" src="/_sandbox/videos/${task.publishId}"></video>`;
  }
  const cover = task.postInfo?.photoCoverIndex ?? 0;
  return html`<div class="photos">${task.photos.map((photo, at) => photoLink(task, photo, { at, isCover: at === cover }))}</div>`;
}

/** Opens the picture itself. */
function photoLink(task: PublishTask, photo: Photo, { at, isCover }: { at: number; isCover: boolean }): Html {
  const url = `/_sandbox/photos/${task.publishId}/${at}`;
  const size = photo.width === null ? 'not a photo' : `${photo.width} × ${photo.height}`;
  const name = `Photo ${at + 1} of ${task.photos.length}, ${isCover ? 'the cover, ' : ''}${size}`;
  return html`<a class="${isCover ? 'cover' : ''}" href="${url}" target="_blank" title="${name}">
    <img loading="lazy" src="${url}" alt="${name}"></a>`;
}

const postLine = (post: PublishTask['posts'][number]): Html =>
  html`<dt>Post id</dt><dd class="mono">${post.postId} ${
    post.removedAt === null ? moderationWords[post.moderation] : 'no longer public'
  }</dd>`;

const moderationWords = {
  none: 'not for everyone',
  pending: 'in moderation',
  held: 'held by moderation',
  passed: 'public',
  refused: 'refused by moderation',
};

const webhookLine = ({ event, state, attempts }: Delivery): Html =>
  html`<div>${event.replace('post.publish.', '')}: ${state}, ${attempts.length} ${
    attempts.length === 1 ? 'attempt' : 'attempts'
  }</div>`;

function actions(task: PublishTask): Html[] {
  const button = (action: string, label: string) =>
    html`<button class="small" data-post="/_sandbox/posts/${task.publishId}/${action}">${label}</button>`;
  const isPublic = task.posts.some((post) => post.moderation === 'passed' && post.removedAt === null);
  return [
    ...(task.deliveredAt === null ? [] : [button('publish', 'Post from the inbox')]),
    ...(isPublic ? [button('remove', 'Make private')] : []),
  ];
}

/** Loads the page anew when something changed and no video is playing; sends what a button says. */
const refresh = raw(`<script>
  const fetchState = async () => (await (await fetch('/_sandbox/posts')).text());
  let before;
  setInterval(async () => {
    const now = await fetchState().catch(() => before);
    const playing = [...document.querySelectorAll('video')].some((video) => !video.paused);
    if (before !== undefined && now !== before && !playing) location.reload();
    else if (!playing) before = now;
  }, 2000);
  for (const button of document.querySelectorAll('[data-post]')) button.onclick = async () => {
    await fetch(button.dataset.post, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    location.reload();
  };
</script>`);
