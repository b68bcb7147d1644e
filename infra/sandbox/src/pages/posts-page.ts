import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { html, raw, sendPage } from './html.ts';
import { layout } from './layout.ts';
import { appPostCard, taskCard } from './post-card.ts';

const shown = 50;

/** `GET /`: what was posted, newest first, with the video playing or the photos, and the posts made in TikTok's app. */
export function postsPage(server: FastifyInstance, sandbox: Sandbox): void {
  const { store } = sandbox;

  function newestCards() {
    const deliveries = Map.groupBy(store.deliveries, ({ publishId }) => publishId);
    const tasks = [...store.tasks.values()].slice(-shown).map((task) => ({
      at: task.createdAt,
      card: () => taskCard(sandbox, task, deliveries.get(task.publishId) ?? []),
    }));
    const appPosts = [...store.appPosts.values()].map((appPost) => ({
      at: appPost.post.createdAt,
      card: () => appPostCard(sandbox, appPost),
    }));
    // A stable sort: of two of the same time the later one comes first.
    const newestFirst = [...tasks, ...appPosts].reverse().sort((a, b) => b.at - a.at);
    return newestFirst.slice(0, shown).map(({ card }) => card());
  }

  server.get('/', (_request, reply) => {
    const total = store.tasks.size;
    const inApp = store.appPosts.size;
    const page = html`<h1>What was posted</h1>
      <p class="soft">TikTok sandbox. ${total} ${total === 1 ? 'publish id' : 'publish ids'}${
        inApp > 0 ? `, ${inApp} made in the app` : ''
      }${total + inApp > shown ? `; the newest ${shown} are shown` : ''}. No real account is involved.</p>
      ${
        total + inApp > 0
          ? newestCards()
          : html`<p class="card">Nothing yet. Connect a creator and publish a video or photos.</p>`
      }
      ${script}`;
    return sendPage(reply, 200, layout('What was posted – TikTok sandbox', 'wide', page));
  });
}

/** Lets the figures grow, loads the page anew when more has changed and no video is playing, and sends what a button says. */
const script = raw(`<script>
  const textOf = (page) => {
    const main = page.querySelector('main').cloneNode(true);
    for (const figures of main.querySelectorAll('.figures')) figures.textContent = '';
    return main.textContent;
  };
  setInterval(async () => {
    const text = await fetch('/').then((answer) => answer.text()).catch(() => null);
    if (!text) return;
    const now = new DOMParser().parseFromString(text, 'text/html');
    for (const figures of now.querySelectorAll('.figures')) {
      const shown = document.getElementById(figures.id);
      if (shown) shown.textContent = figures.textContent;
    }
    const playing = [...document.querySelectorAll('video')].some((video) => !video.paused);
    if (textOf(now) !== textOf(document) && !playing) location.reload();
  }, 2000);
  for (const button of document.querySelectorAll('[data-post]')) button.onclick = async () => {
    await fetch(button.dataset.post, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    location.reload();
  };
</script>`);
