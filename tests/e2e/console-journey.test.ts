import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseServices } from '@postbus/db';
import { encodeVideo, startTestStack, type TestStack } from '@postbus/local/testing';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limitUpload, openWindow, startBrowser, type Visitor } from '../support/browser.ts';
import { sandboxControl } from '../support/sandbox.ts';
import { describeWebhooks } from './console-webhooks.ts';

const slow = { timeout: 60_000 };
const photos = [
  ['red.jpg', '#c2255c'],
  ['green.jpg', '#2f9e44'],
] as const;
const fileNames = ['first.mp4', 'second.mp4', 'third.mp4'];

/** One person after the other does what people do, each going on where the one before has stopped. */
describe('the console in a real browser', () => {
  let stack: TestStack;
  let browser: Browser;
  let folder: string;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postbus-console-'));
    [stack, browser] = await Promise.all([
      startTestStack({
        services: ['console', ...databaseServices],
        env: { QUOTA_DIRECT_POSTS_PER_DAY: '3', ENDPOINT_ALLOWED_HOSTS: '127.0.0.1:*' },
      }),
      startBrowser(),
      ...fileNames.map((name) => encodeVideo(join(folder, name))),
    ]);
    visitor = await openWindow(browser);
    page = visitor.page;
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const sandbox = () => sandboxControl(stack.urls.sandbox ?? '');
  const open = (path: string) => page.goto(`${stack.urls.console}${path}`);
  const chooseFile = (name: string) =>
    page.getByLabel('Choose a video or photos').setInputFiles(join(folder, name));
  const uploaded = () => page.getByText('· uploaded').waitFor(slow);
  const chooseAccount = async () => {
    await page.getByRole('combobox', { name: 'On which accounts' }).click();
    await page.getByRole('option', { name: /Demo Baker/ }).click();
    await page.keyboard.press('Escape');
  };
  const chooseVisibility = async (name: string) => {
    await page.getByRole('combobox', { name: 'Who can view this post' }).click();
    await page.getByRole('option', { name }).click();
  };

  test('a wrong secret is answered in words, and the client id stays where it was typed', async () => {
    await open('/');
    await page.getByLabel('Client id').fill(stack.adminClient.clientId);
    await page.getByLabel('Client secret').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('Client id and secret do not fit together').waitFor();
    expect(await page.getByLabel('Client id').inputValue()).toBe(stack.adminClient.clientId);
  });

  test('a person signs in by keyboard, and no secret is left in the page or its address', async () => {
    await page.getByLabel('Client secret').fill(stack.adminClient.clientSecret);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/posts');
    await page.getByRole('link', { name: 'Analytics' }).click();
    await page.getByText('No figures yet').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Connect an account' }).waitFor();
    const kept = await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])',
    );
    expect(kept).not.toContain(stack.adminClient.clientSecret);
  });

  test('the link of npm start signs in at once, and its key does not stay in the address', async () => {
    const other = await openWindow(browser);
    await other.page.goto(stack.signInUrl ?? '');
    await other.page.waitForURL('**/posts');
    await other.page.goBack().catch(() => null);
    expect(other.page.url()).not.toContain('#');
    await other.close();
  });

  test('a denial at TikTok comes back as words and a way to begin again', async () => {
    await page.getByRole('link', { name: 'Accounts' }).click();
    await page.getByRole('button', { name: 'Connect TikTok account' }).click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByText('The access was not allowed at TikTok').waitFor();
    expect(await page.getByRole('button', { name: 'Connect TikTok account' }).isEnabled()).toBe(true);
  });

  test('an account is connected with what the creator allows, and what is missing is said with its cost', async () => {
    await page.getByRole('button', { name: 'Connect TikTok account' }).click();
    await page.getByLabel(/Demo Baker/).check();
    await page.getByLabel(/video\.list/).uncheck();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('The account is connected.').waitFor();
    const card = page.getByRole('article', { name: 'Demo Baker' });
    await card.getByText('No views and comments of posts in the analytics.').waitFor();
    await card.getByText(/Next refresh in \d+ hours/).waitFor();
  });

  test('an upload survives a reload of the page, a lost network and a killed console', async () => {
    await page.getByRole('link', { name: 'New post' }).first().click();
    await page.getByLabel('Caption').fill('Crust test #bread');
    await limitUpload(page, 150_000);
    await chooseFile('first.mp4');
    await page.getByText(/[1-9]\d? % · .*\/s · .* left/).waitFor(slow);
    await page.reload();
    await limitUpload(page, 150_000);
    await page.getByText(/[1-9]\d? %/).waitFor(slow);
    await page.context().setOffline(true);
    await page.getByText('interrupted, goes on by itself').waitFor(slow);
    await page.getByText('You are offline').waitFor();
    await page.context().setOffline(false);
    await page.getByText(/[1-9]\d? % · .*\/s/).waitFor(slow);
    await stack.service('console').kill();
    await page.getByText('interrupted, goes on by itself').waitFor(slow);
    await stack.service('console').start();
    await limitUpload(page, 'unlimited');
    await uploaded();
    expect(await page.getByLabel('Caption').inputValue()).toBe('Crust test #bread');
  });

  test('nothing is chosen beforehand, and nothing can be sent without it', async () => {
    await chooseAccount();
    const form = page.getByRole('group', { name: 'Demo Baker' });
    await form.getByText('3 of 3 posts left').waitFor();
    const visibility = form.getByRole('combobox', { name: 'Who can view this post' });
    await visibility.waitFor();
    expect(await visibility.inputValue()).toBe('');
    for (const name of ['Comment', 'Duet', 'Stitch']) {
      expect(await form.getByRole('checkbox', { name }).isChecked()).toBe(false);
    }
    await visibility.click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      'Everyone',
      'Friends: followers you follow back',
      'Only me',
    ]);
    await page.keyboard.press('Escape');
    await page.getByText('Choose who can view the post of Demo Baker.').waitFor();
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true);
  });

  test('a commercial disclosure follows the rules of TikTok, with its words', async () => {
    await page.getByLabel('Content Disclosure Setting').check();
    await page
      .getByText('You need to indicate if your content promotes yourself, a third party, or both.')
      .waitFor();
    await page.getByLabel('Your brand').check();
    await page.getByText("Your video will be labeled as 'Promotional content'").waitFor();
    await page.getByLabel('Branded content').check();
    await page.getByText("Your video will be labeled as 'Paid partnership'").waitFor();
    const declaration = page.getByText('By posting, you agree to');
    expect(await declaration.textContent()).toBe(
      "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation.",
    );
    await page.getByRole('combobox', { name: 'Who can view this post' }).click();
    const onlyMe = page.getByRole('option', { name: 'Only me' });
    expect(await onlyMe.getAttribute('data-combobox-disabled')).toBe('true');
    await onlyMe.locator('span').last().hover();
    await page.getByText('Branded content visibility cannot be set to private.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Branded content').uncheck();
    await chooseVisibility('Only me');
    expect(await page.getByLabel('Branded content').isDisabled()).toBe(true);
    await page.getByLabel('Content Disclosure Setting').uncheck();
    expect(await declaration.textContent()).toBe(
      "By posting, you agree to TikTok's Music Usage Confirmation.",
    );
  });

  test('the post goes out after consent only, and its page follows it live until it is published', async () => {
    await chooseVisibility('Everyone');
    await page.getByRole('checkbox', { name: 'Comment' }).check();
    await page.getByText('Nothing stands in the way.').waitFor();
    expect(await sandbox().posts()).toEqual([]);
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel(/I agree that this video is sent/).check();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    await page.getByRole('article').getByText('Published', { exact: true }).first().waitFor(slow);
    const [post] = await sandbox().posts();
    const link = await page.getByRole('link', { name: 'Look at it on TikTok' }).getAttribute('href');
    expect(link).toBe(`${stack.urls.sandbox}/@demobaker/video/${post?.postId}`);
    const sha256 = createHash('sha256')
      .update(await readFile(join(folder, 'first.mp4')))
      .digest('hex');
    expect(post).toMatchObject({ sha256, caption: 'Crust test #bread' });
  });

  test('the timeline tells every step', async () => {
    for (const step of ['Queued', 'Sending', 'Sent the file', 'Processing']) {
      await page.getByRole('article').getByText(step, { exact: true }).first().waitFor();
    }
  });

  test('a session that ends while somebody writes loses nothing', async () => {
    await page.getByRole('link', { name: 'New post' }).first().click();
    await page.getByLabel('Caption').fill('Written before the session ended');
    await page.context().clearCookies();
    await chooseFile('second.mp4');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor(slow);
    await page.getByLabel('Client id').fill(stack.adminClient.clientId);
    await page.getByLabel('Client secret').fill(stack.adminClient.clientSecret);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/posts/new');
    expect(await page.getByLabel('Caption').inputValue()).toBe('Written before the session ended');
    await uploaded();
  });

  test('what fails at TikTok says why, live in a second browser too', async () => {
    await sandbox().outcome({ failReason: 'spam_risk_text' });
    const other = await openWindow(browser);
    await other.page.goto(stack.signInUrl ?? '');
    await other.page.getByRole('list', { name: 'Posts' }).getByText('Crust test #bread').waitFor();

    await chooseAccount();
    await chooseVisibility('Everyone');
    await page.getByLabel(/I agree that this video is sent/).check();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    await page.getByRole('article').getByText('Failed', { exact: true }).first().waitFor(slow);
    await page.getByText('spam_risk_text').first().waitFor();

    const row = other.page.getByRole('link', { name: /Written before the session ended/ });
    await row.getByText('Failed', { exact: true }).waitFor(slow);
    await other.close();
  });

  test('a draft is scheduled, moved in the calendar and then published at once; a full quota is told', async () => {
    await page.getByRole('link', { name: 'New post' }).first().click();
    await chooseFile('third.mp4');
    await uploaded();
    await chooseAccount();
    await chooseVisibility('Everyone');
    await page.getByText('1 of 3 posts left').waitFor();
    await page.getByText('Keep as draft').click();
    await page.getByLabel(/I agree that this video is sent/).check();
    await page.getByRole('button', { name: 'Keep the draft' }).click();
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByRole('button', { name: 'Date and time' }).click();
    await page.getByRole('button', { name: 'Next month' }).click();
    await page.getByRole('button', { name: /^14 / }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('article').getByText('Scheduled', { exact: true }).first().waitFor(slow);
    const postUrl = page.url();

    await open('/posts?view=calendar');
    await page.getByRole('button', { name: 'Next month' }).click();
    const day = (number: string) =>
      page.getByRole('cell').filter({ has: page.locator(`time[datetime$="-${number}"]`) });
    await day('14').getByRole('link').dragTo(day('16'));
    await day('16').getByRole('link').waitFor(slow);

    await page.goto(postUrl);
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByRole('article').getByText('Published', { exact: true }).first().waitFor(slow);

    await page.getByRole('link', { name: 'New post' }).first().click();
    await chooseFile('first.mp4');
    await uploaded();
    await chooseAccount();
    await page.getByText('No posts left').waitFor();
    await chooseVisibility('Everyone');
    await page
      .getByText('TikTok allows only so many posts a day: this one would go out later.')
      .waitFor(slow);
  });

  test('photos go to the inbox, in the order that was chosen', async () => {
    await page.getByRole('button', { name: 'Start over' }).click();
    for (const [name, background] of photos) {
      const picture = sharp({ create: { width: 720, height: 1280, channels: 3, background } });
      await picture.jpeg().toFile(join(folder, name));
    }
    await page
      .getByLabel('Choose a video or photos')
      .setInputFiles([...photos.map(([name]) => join(folder, name)), join(folder, 'first.mp4')]);
    await page.getByText('A post shows either one video or photos, not both.').waitFor();
    await page
      .getByLabel('Choose a video or photos')
      .setInputFiles(photos.map(([name]) => join(folder, name)));
    await page.getByText('· uploaded').nth(1).waitFor(slow);
    await page.getByRole('button', { name: 'Move green.jpg up' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Two colours');
    await page.getByText('Send to inbox').click();
    await chooseAccount();
    await page.getByText('5 of 5 inbox places left').waitFor();
    await page.getByLabel(/I agree that this photo is sent/).check();
    await page.getByRole('button', { name: 'Send to the inbox', exact: true }).click();
    await page.getByRole('article').getByText('In the inbox', { exact: true }).first().waitFor(slow);
    const init = (await sandbox().journal()).find(({ path }) => path === '/v2/post/publish/content/init/');
    expect(init?.body).toMatchObject({ media_type: 'PHOTO', post_info: { title: 'Two colours' } });
    const names = await page.evaluate(`(async () => {
      const get = async (path) => (await fetch('/api/uploader/api/' + path)).json();
      const { mediaIds } = await get(location.pathname.slice(1));
      const media = await Promise.all(mediaIds.map((id) => get('media/' + id)));
      return media.map(({ fileName }) => fileName);
    })()`);
    expect(names).toEqual(['green.jpg', 'red.jpg']);
  });

  describeWebhooks({ stack: () => stack, page: () => page });

  test('whoever signs out is out, in every place', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await open('/system');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('nothing in the pages went wrong on the way', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
