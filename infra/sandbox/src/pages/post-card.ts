import { currentFigures } from '../display/current-figures.ts';
import type { Sandbox } from '../sandbox.ts';
import type { AppPost } from '../state/app-post.ts';
import type { Delivery } from '../state/delivery.ts';
import { isPublic, type Photo, type PublishedPost, type PublishTask } from '../state/publish-task.ts';
import { figuresText } from './figures-text.ts';
import { type Html, html } from './html.ts';
import { coverUrl } from './post-urls.ts';

const tones = new Map<string, string>([
  ['PUBLISH_COMPLETE', 'good'],
  ['FAILED', 'bad'],
]);

/** A publish id: what it holds, how far it is, and what became of it. */
export function taskCard(sandbox: Sandbox, task: PublishTask, deliveries: Delivery[]): Html {
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
        ${task.posts.map((post) => postLine(sandbox, post))}
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

/** A post made in TikTok's app. There is nothing to play: its cover stands for it. */
export function appPostCard(sandbox: Sandbox, { username, content, post }: AppPost): Html {
  const { media, durationSec, width, height } = content;
  const size = `${width} × ${height}${media === 'video' ? `, ${durationSec} s` : ''}`;
  return html`<article class="card post" id="${post.postId}">
    <img class="drawn" src="${coverUrl(sandbox, post.postId)}" alt="Cover">
    <div>
      <strong>@${username}</strong> <span class="badge">Made in the app</span>
      <p class="caption">${content.title || 'No caption'}</p>
      ${content.description ? html`<p class="caption soft">${content.description}</p>` : null}
      <dl class="soft">
        ${postLine(sandbox, post)}
        <dt>Privacy</dt><dd>${post.privacyLevel}</dd>
        <dt>${media === 'video' ? 'Video' : 'Photos'}</dt><dd>${size}</dd>
        <dt>Posted</dt><dd>${new Date(post.createdAt).toUTCString()}</dd>
      </dl>
      ${isPublic(post) ? html`<div class="row">${actionButton(post.postId, 'remove', 'Make private')}</div>` : null}
    </div>
  </article>`;
}

/** Its id, who sees it, and how often it was seen. */
function postLine(sandbox: Sandbox, post: PublishedPost): Html {
  const state = post.removedAt === null ? moderationWords[post.moderation] : 'no longer public';
  const figures = html`<dt>Figures</dt>
    <dd class="figures" id="figures-${post.postId}">${figuresText(currentFigures(sandbox, post))}</dd>`;
  return html`<dt>Post id</dt><dd class="mono">${post.postId} ${state}</dd>${isPublic(post) ? figures : null}`;
}

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
  return [
    ...(task.deliveredAt === null ? [] : [actionButton(task.publishId, 'publish', 'Post from the inbox')]),
    ...(task.posts.some(isPublic) ? [actionButton(task.publishId, 'remove', 'Make private')] : []),
  ];
}

const actionButton = (id: string, action: string, label: string): Html =>
  html`<button class="small" data-post="/_sandbox/posts/${id}/${action}">${label}</button>`;
