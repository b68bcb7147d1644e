import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { databaseServices } from '@postbus/db';
import {
  connectTestCreator,
  encodeVideo,
  runMainJob,
  startTestStack,
  type TestStack,
} from '@postbus/local/testing';
import { Postbus } from '@postbus/sdk';
import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWindow, startBrowser, type Visitor } from '../support/browser.ts';
import { publishOddMessage } from '../support/dead-letters.ts';
import { fillFigures } from '../support/figures.ts';
import { layInPosts } from '../support/many-posts.ts';
import { scrollToEnd, useList } from '../support/post-list.ts';
import { startReceiver } from '../support/receiver.ts';

/** Set to a folder, it gets a picture of every page in every look. */
const pictureFolder = process.env.CONSOLE_PICTURES;

/** How each page is looked at, one after the other. */
const looks = [
  { look: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { look: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { look: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

describe('the pages of the console', () => {
  let stack: TestStack;
  let browser: Browser;
  let folder: string;
  let postPath: string;
  let accountId: string;
  let figuresPath: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postbus-console-'));
    if (pictureFolder) await mkdir(pictureFolder, { recursive: true });
    const video = join(folder, 'video.mp4');
    [stack, browser] = await Promise.all([
      startTestStack({
        services: ['console', ...databaseServices],
        env: { ENDPOINT_ALLOWED_HOSTS: '127.0.0.1:*' },
      }),
      startBrowser(),
      encodeVideo(video),
    ]);
    accountId = await connectTestCreator(stack, 'demogarden');
    await runMainJob(stack, { file: video });
    await publishOddMessage(stack.natsUrl, 'odd');
    await addGoneEndpoint();
    const { page, close } = await signedIn();
    await page.getByRole('list', { name: 'Posts' }).getByRole('link').first().click();
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    postPath = new URL(page.url()).pathname;
    figuresPath = `/analytics/posts/${await fillFigures(stack.databaseUrl, accountId)}`;
    await close();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** One that has answered 410: Postbus has switched it off. */
  async function addGoneEndpoint(): Promise<void> {
    const { 'auth-gateway': authGateway = '', 'crm-sync': crmSync } = stack.urls;
    const postbus = new Postbus({ urls: { authGateway, crmSync }, ...stack.adminClient });
    const receiver = await startReceiver();
    receiver.status = 410;
    const { data } = await postbus.services.crmSync.POST('/api/endpoints', {
      body: { url: receiver.url, description: 'Warehouse', events: ['post.status.*.published'] },
    });
    const path = { id: data?.endpointId ?? '' };
    await postbus.services.crmSync.POST('/api/endpoints/{id}/test', { params: { path } });
    await Promise.all([receiver.close(), postbus.close()]);
  }

  async function signedIn(options?: BrowserContextOptions): Promise<Visitor> {
    const visitor = await openWindow(browser, options);
    await visitor.page.goto(stack.signInUrl ?? '');
    await visitor.page.waitForURL('**/posts');
    return visitor;
  }

  /** What is done to see a page with everything on it. */
  const pages: [name: string, path: string | (() => string), prepare: (page: Page) => Promise<unknown>][] = [
    ['posts', '/posts', (page) => page.getByRole('list', { name: 'Posts' }).waitFor()],
    [
      'calendar',
      '/posts?view=calendar',
      (page) => page.getByRole('button', { name: 'Next month' }).waitFor(),
    ],
    ['accounts', '/platforms/connect/tiktok', (page) => page.getByText('Next refresh').first().waitFor()],
    [
      'new post',
      '/posts/new',
      async (page) => {
        await page.getByLabel('Choose a video or photos').setInputFiles(join(folder, 'video.mp4'));
        await page.getByLabel('Caption').fill('Sourdough, slowly #bread #sourdough');
        await page.getByText('· uploaded').waitFor();
        await page.getByRole('combobox', { name: 'On which accounts' }).click();
        for (const option of await page.getByRole('option').all()) await option.click();
        await page.keyboard.press('Escape');
        await page.getByLabel('Content Disclosure Setting').check();
        await page.getByLabel('Your brand').check();
        await page.getByText('Schedule', { exact: true }).click();
        await page.getByText('posts left').nth(1).waitFor();
        await page.getByText('Allow users to').nth(1).waitFor();
      },
    ],
    ['post', () => postPath, (page) => page.getByText('Look at it on TikTok').waitFor()],
    [
      'analytics',
      () => `/analytics?account=${accountId}`,
      async (page) => {
        for (const name of ['Views each day', 'Best hours to post', 'Publications each day'])
          await page.getByRole('region', { name, exact: true }).locator('.recharts-surface').waitFor();
        for (const name of ['Top posts, table', 'Hashtags, table'])
          await page.getByRole('region', { name }).waitFor();
      },
    ],
    [
      'figures of a post',
      () => figuresPath,
      (page) => page.getByRole('region', { name: 'Views over time' }).locator('.recharts-surface').waitFor(),
    ],
    [
      'webhooks',
      '/webhooks?from=2026-01-01T00:00:00Z',
      (page) => page.getByRole('list', { name: 'Webhooks' }).locator('li').first().waitFor(),
    ],
    [
      'webhook',
      '/webhooks',
      async (page) => {
        await page.getByRole('list', { name: 'Webhooks' }).getByRole('button').first().click();
        await page.getByRole('region', { name: 'Payload' }).waitFor();
        await page.getByRole('button', { name: 'Replay', exact: true }).click();
      },
    ],
    [
      'dead letters',
      '/webhooks?tab=dead-letters',
      (page) => page.getByRole('list', { name: 'Dead letters' }).waitFor(),
    ],
    [
      'dead letter',
      '/webhooks?tab=dead-letters',
      async (page) => {
        await page.getByRole('list', { name: 'Dead letters' }).getByRole('button').first().click();
        await page.getByRole('button', { name: 'Discard' }).click();
        await page.getByRole('region', { name: 'Stack' }).waitFor();
      },
    ],
    [
      'endpoints',
      '/webhooks?tab=endpoints',
      (page) => page.getByRole('list', { name: 'Endpoints' }).waitFor(),
    ],
    [
      'new endpoint',
      '/webhooks?tab=endpoints&form=new',
      async (page) => {
        await page.getByLabel('Address').fill('http://10.0.0.1/events');
        await page.getByRole('button', { name: 'Make the endpoint' }).click();
        await page.getByText('This address cannot be reached from here.').waitFor();
      },
    ],
    [
      'endpoint',
      '/webhooks?tab=endpoints',
      async (page) => {
        await page.getByRole('link', { name: 'Warehouse' }).click();
        await page.getByText('it answered 410 Gone').waitFor();
        await page.getByRole('list', { name: 'Deliveries' }).waitFor();
      },
    ],
    [
      'new secret',
      '/webhooks?tab=endpoints',
      async (page) => {
        await page.getByRole('link', { name: 'Warehouse' }).click();
        await page.getByRole('button', { name: 'New secret' }).click();
        await page.getByRole('button', { name: 'Make a new secret' }).click();
        await page.getByText('Signing secret').waitFor();
      },
    ],
    ['system', '/system', (page) => page.getByRole('article', { name: 'crm-sync' }).waitFor()],
    ['quotas', '/system?tab=quotas', (page) => page.getByText('Posts in 24 hours').first().waitFor()],
    ['audit log', '/system?tab=audit', (page) => page.getByRole('table').waitFor()],
    ['clients', '/system?tab=clients', (page) => page.getByRole('table').waitFor()],
    [
      'new client',
      '/system?tab=clients',
      async (page) => {
        await page.getByRole('button', { name: 'New client' }).click();
        await page.getByLabel('Name').waitFor();
      },
    ],
    ['not found', '/nowhere', (page) => page.getByText('There is nothing at this address').waitFor()],
  ];

  describe('in light and dark colours and on a phone', () => {
    let visitor: Visitor;
    beforeAll(async () => {
      visitor = await signedIn();
    });
    afterAll(() => visitor?.close());

    test.each(pages)(
      '%s has no barrier, and nothing sticks out of the screen',
      async (name, path, prepare) => {
        const { page, complaints } = visitor;
        await page.goto(`${stack.urls.console}${typeof path === 'string' ? path : path()}`);
        await prepare(page);
        await lookAt(page, name);
        expect(complaints).toEqual([]);
      },
    );

    test('the sign-in has no barrier, and nothing sticks out of the screen', async () => {
      const { page, close } = await openWindow(browser);
      await page.goto(`${stack.urls.console}/sign-in`);
      await page.getByLabel('Client id').waitFor();
      await lookAt(page, 'sign-in');
      await close();
    });
  });

  test('on a phone the menu opens, leads on and closes', async () => {
    const { page, close } = await signedIn({ viewport: { width: 390, height: 844 }, isMobile: true });
    const link = page.getByRole('link', { name: 'System' });
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await link.click();
    await page.getByRole('heading', { name: 'System' }).waitFor();
    await page.getByRole('button', { name: 'Open the menu' }).waitFor();
    await close();
  });

  test('figures are looked at by keyboard, as a table and in a spreadsheet', async () => {
    const { page, close } = await signedIn();
    await page.goto(`${stack.urls.console}/analytics`);
    await page.getByRole('button', { name: /^Likes/ }).focus();
    await page.keyboard.press('Enter');
    const chart = page.getByRole('region', { name: 'Likes each day', exact: true });
    await chart.locator('.recharts-surface').focus();
    await page.keyboard.press('ArrowRight');
    await chart.locator('.recharts-tooltip-wrapper').getByText('Likes').waitFor();
    await chart.getByRole('radio', { name: 'Chart' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await chart.getByRole('row').count()).toBe(29);

    await page.getByRole('button', { name: 'Export' }).focus();
    await page.keyboard.press('Enter');
    const saved = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /^Posts/ }).press('Enter');
    const csv = await readFile(await (await saved).path(), 'utf8');
    expect(csv).toMatch(/^\uFEFF"id","postId",/);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.test"",`);
    await close();
  });

  test('a post leads to its figures over time, and one that there is not says so', async () => {
    const { page, close } = await signedIn();
    await page.goto(`${stack.urls.console}${postPath}`);
    await page.getByRole('link', { name: 'Views, likes, comments and shares over time' }).click();
    await page.getByText(/^Views: |It has no figures yet/).waitFor();
    await page.getByRole('link', { name: 'What happened to it' }).click();
    await page.waitForURL(`**${postPath}`);
    await page.goto(`${stack.urls.console}/analytics/posts/${randomUUID()}`);
    await page.getByText('This post does not exist or is not yours.').waitFor();
    await close();
  });

  test('dark colours are kept', async () => {
    const { page, close } = await signedIn();
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    await page.reload();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await close();
  });

  test('the first page loads no more than 250 kB of compressed script: the sign-in, and the posts right after', async () => {
    const { page, close } = await openWindow(browser);
    const scripts = new Map<string, Promise<number>>();
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.set(response.url(), compressedBytes(response));
    });
    const sum = async () => {
      await page.waitForLoadState('networkidle');
      const bytes = (await Promise.all(scripts.values())).reduce((total, one) => total + one, 0);
      expect(bytes).toBeGreaterThan(50_000);
      expect(bytes).toBeLessThan(250_000);
      return bytes;
    };
    await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
    await page.goto(`${stack.urls.console}/sign-in`);
    await page.getByLabel('Client id').waitFor();
    const signIn = await sum();
    await page.goto(stack.signInUrl ?? '');
    await page.getByRole('list', { name: 'Posts' }).waitFor();
    console.log(`compressed script: ${signIn} bytes for the sign-in, ${await sum()} with the posts after it`);
    await close();
  });

  test('a service that is away is a state of its own, and the page comes back by itself', async () => {
    const { page, close } = await signedIn();
    await stack.service('crm-sync').kill();
    await page.goto(`${stack.urls.console}/posts`);
    await page.getByText('Not available just now').waitFor();
    await page.getByText('This part of Postbus does not answer just now.').waitFor();
    await stack.service('crm-sync').start();
    await page.getByRole('list', { name: 'Posts' }).waitFor({ timeout: 60_000 });
    await close();
  });

  test('a list of 2,000 posts scrolls to its end with a few rows in the page, and can be used there', async () => {
    await layInPosts(stack.databaseUrl, 2000);
    const { page, complaints, close } = await signedIn();
    expect(await scrollToEnd(page)).toBeGreaterThan(2000);
    expect(await page.getByRole('list', { name: 'Posts' }).locator('li').count()).toBeLessThan(60);
    await useList(page);
    expect(complaints).toEqual([]);
    await close();
  });

  async function lookAt(page: Page, name: string): Promise<void> {
    for (const { look, colorScheme, viewport } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await settle(page);
      if (pictureFolder) {
        const path = join(pictureFolder, `${name}-${look}.png`.replaceAll(' ', '-'));
        await page.screenshot({ path, fullPage: true });
      }
      expect(await barriers(page, look), look).toEqual([]);
      const sticksOut = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(sticksOut, look).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize(looks[0].viewport);
  }
});

/** What a script weighs on its way. One that did not come compressed is a mistake. */
async function compressedBytes(response: Response): Promise<number> {
  const { 'content-encoding': encoding, 'content-length': length = '' } = await response.allHeaders();
  if (encoding !== 'gzip' && Number(length) > 1024) throw new Error(`${response.url()} came as it is`);
  return Number(length);
}

/** What moves has arrived. */
const settle = (page: Page) =>
  page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))');

/** Rules of axe-core about colours. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * What axe-core finds that keeps people out: serious and critical. Dark differs from light in its colours only, and a phone
 * in everything else.
 */
async function barriers(page: Page, look: string): Promise<string[]> {
  // Without frames there is no need of the window that collects their findings.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (look === 'dark') axe.withRules(ofColours);
  if (look === 'phone') axe.disableRules(ofColours);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    );
}
