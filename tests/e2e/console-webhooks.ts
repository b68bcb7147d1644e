import type { TestStack } from '@postbus/local/testing';
import { waitFor } from '@postbus/testing';
import type { Locator, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishOddMessage } from '../support/dead-letters.ts';
import { type ReceivedEvent, type Receiver, startReceiver } from '../support/receiver.ts';

interface Given {
  stack: () => TestStack;
  /** Of somebody who is signed in, has connected Demo Baker and published on it. */
  page: () => Page;
}

/** What people do on the pages of webhooks, on a stack whose endpoints may be on this machine. */
export function describeWebhooks(given: Given): void {
  describe('webhooks', () => {
    let page: Page;
    let receiver: Receiver;
    const secrets: string[] = [];

    beforeAll(async () => {
      page = given.page();
      receiver = await startReceiver();
    });
    afterAll(() => receiver?.close());

    const open = (path: string) => page.goto(`${given.stack().urls.console}${path}`);
    const dialog = () => page.getByRole('dialog');
    const deliveries = () => page.getByRole('list', { name: 'Deliveries' }).getByRole('button');
    const button = (name: string, within: Page | Locator = page) =>
      within.getByRole('button', { name, exact: true });
    const received = (isWanted: (event: ReceivedEvent) => boolean) =>
      waitFor('the event at the receiver', async () => receiver.received.findLast(isWanted));
    const typeOf = ({ body }: ReceivedEvent) => (JSON.parse(body) as { type: string }).type;
    const isTest = (event: ReceivedEvent) => typeOf(event) === 'crm.endpoint.test';
    const isRefreshed = (event: ReceivedEvent) => typeOf(event) === 'account.refreshed';
    /** The service does what it is asked, and the connection breaks before the page hears of it. */
    const loseNextAnswer = (url: string) =>
      page.route(
        url,
        async (route) => {
          await route.fetch();
          await route.abort('connectionreset');
        },
        { times: 1 },
      );
    const closeDrawer = async () => {
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'hidden' });
    };

    test('an address that is refused, a reload and a lost answer lose nothing of a new endpoint', async () => {
      await open('/webhooks?tab=endpoints');
      await button('New endpoint').click();
      await page.getByLabel('Address').fill('http://10.0.0.1/events');
      await page.getByLabel('Description').fill('Our CRM');
      await page.getByRole('combobox', { name: 'Events' }).click();
      await page.getByRole('option', { name: /^account\.>/ }).click();
      await page.keyboard.press('Escape');
      await page.getByText('It gets: Account connected').waitFor();
      await page.getByRole('textbox', { name: 'Description' }).press('Enter');
      await dialog().getByText('This address cannot be reached from here.').waitFor();
      await dialog().getByText('ENDPOINT_ALLOWED_HOSTS').waitFor();

      await page.reload();
      expect(await page.getByLabel('Address').inputValue()).toBe('http://10.0.0.1/events');
      expect(await page.getByLabel('Description').inputValue()).toBe('Our CRM');
      await page.getByLabel('Address').fill(receiver.url);
      await loseNextAnswer('**/api/crm-sync/api/endpoints');
      await button('Make the endpoint').click();
      await dialog().getByText('No connection').waitFor();
      expect(await page.getByLabel('Address').inputValue()).toBe(receiver.url);
    });

    test('sent again it is made once; its secret is shown once, and nothing of it stays in the page', async () => {
      await button('Make the endpoint').click();
      secrets.push(
        (await dialog()
          .getByText(/^whsec_/)
          .textContent()) ?? '',
      );
      await button('I have kept it: go to the endpoint').click();
      await page.getByRole('heading', { name: 'Our CRM' }).waitFor();
      await page.getByText('Nothing sent yet').waitFor();
      const kept = await page.evaluate(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.body.innerText, location.href])',
      );
      expect(secrets[0]).toMatch(/^whsec_.{40,}/);
      expect(kept).not.toContain('whsec_');
    });

    test('a test arrives, verifies with that secret, and stands in the log with its answer', async () => {
      await button('Send a test').click();
      await page.getByText('The test was taken').waitFor();
      const { body, headers } = await received(isTest);
      expect(new Webhook(secrets[0] ?? '').verify(body, headers)).toEqual(JSON.parse(body));
      await deliveries().filter({ hasText: 'crm.endpoint.test' }).getByText('Taken').waitFor();
      await page.getByText(/One try · 200 in \d+ ms/).waitFor();
    });

    test('after a new secret was made events verify with both', async () => {
      await button('New secret').click();
      await button('Make a new secret').click();
      secrets.push(
        (await dialog()
          .getByText(/^whsec_/)
          .textContent()) ?? '',
      );
      await button('I have kept it').click();
      await page.getByText(/Two sign: the one before until/).waitFor();
      receiver.received.splice(0);
      await button('Send a test').click();
      const { body, headers } = await received(isTest);
      for (const secret of secrets) new Webhook(secret).verify(body, headers);
      expect(new Set(secrets).size).toBe(2);
    });

    test('an event that the receiver does not take waits with the reason, and can be sent again and again', async () => {
      const endpointUrl = page.url();
      receiver.status = 500;
      await open('/platforms/connect/tiktok');
      await button('Refresh the token', page.getByRole('article', { name: 'Demo Baker' })).click();
      await received(isRefreshed);
      await page.goto(endpointUrl);
      const row = deliveries().filter({ hasText: 'account.refreshed' });
      await row.getByText('Waits').waitFor();
      await row.getByText(/500 in \d+ ms · next try/).waitFor();
      await row.click();
      await page.getByRole('article', { name: 'Try 1' }).getByText('{"answered":500}').waitFor();
      await page
        .getByRole('region', { name: 'Request body' })
        .getByText('"type": "account.refreshed"')
        .waitFor();

      receiver.status = 200;
      await page.getByRole('button', { name: /^Send (now|again)$/ }).click();
      await page.getByText(/^Taken\. /).waitFor();
      const count = receiver.received.filter(isRefreshed).length;
      await button('Send again').click();
      await page.getByRole('button', { name: 'Show the new delivery' }).click();
      await page.getByText('Show the first delivery of this event').waitFor();
      await waitFor('the event once more', async () => receiver.received.filter(isRefreshed).length > count);
      expect(
        new Set(receiver.received.filter(isRefreshed).map(({ headers }) => headers['webhook-id'])).size,
      ).toBe(1);
      await closeDrawer();
    });

    test('an endpoint that answers 410 says why it was switched off, and goes on when it is switched on', async () => {
      receiver.status = 410;
      await button('Send a test').click();
      await page.getByText(/Postbus switched it off on .*: it answered 410 Gone/).waitFor();
      receiver.status = 200;
      await button('Switch on').click();
      await button('Switch off').waitFor();
    });

    test('a changed endpoint keeps its log', async () => {
      await button('Edit').click();
      await dialog().getByLabel('Description').fill('The old CRM');
      await button('Save').click();
      await page.getByRole('heading', { name: 'The old CRM' }).waitFor();
      await deliveries().filter({ hasText: 'account.refreshed' }).first().waitFor();
    });

    test('a deleted endpoint is gone after a confirmation', async () => {
      await button('Delete').click();
      await dialog().getByText('It gets nothing more').waitFor();
      await button('Delete', dialog()).click();
      await page.getByRole('tab', { name: 'Endpoints' }).waitFor();
      await page.getByText('No endpoint yet').waitFor();
    });

    test('a received webhook tells what verified it, and is replayed by keyboard after a confirmation', async () => {
      await open('/webhooks?event=post.publish.complete');
      const list = page.getByRole('list', { name: 'Webhooks' });
      await list.getByRole('button').first().click();
      await page.getByText(/By the current secret of/).waitFor();
      await button('Replay').focus();
      await page.keyboard.press('Enter');
      await page.getByText('nothing is posted twice').waitFor();
      // The confirmation has the focus.
      await page.keyboard.press('Enter');
      await page.getByText('It is replayed.').waitFor();
      await page.getByRole('button', { name: 'Show the replay' }).click();
      await page.getByText('the webhook that TikTok sent').waitFor();
      await closeDrawer();
      await list.getByText('Replay', { exact: true }).first().waitFor();
    });

    test('the webhooks of a time are counted before they are replayed', async () => {
      await open('/webhooks?event=post.publish.complete&from=2026-01-01T00:00:00Z');
      await button('Replay a time').click();
      const told = await dialog()
        .getByText(/webhooks? will be replayed\./)
        .textContent();
      await button('Replay them').click();
      await dialog().getByRole('status').waitFor();
      expect(await dialog().getByRole('status').textContent()).toBe(
        told?.replace(/will be|will/, told.startsWith('One') ? 'is' : 'are'),
      );
      await button('Done').click();
    });

    test('a dead letter is listed with its message, replayed and discarded', async () => {
      await publishOddMessage(given.stack().natsUrl, 'odd');
      await open('/webhooks?tab=dead-letters');
      const letters = page.getByRole('list', { name: 'Dead letters' }).getByRole('button');
      await letters.filter({ hasText: 'uploader webhooks' }).click();
      await page.getByRole('region', { name: 'Payload' }).getByText('"no": "event"').waitFor();
      await page.getByRole('region', { name: 'Stack' }).waitFor();
      await button('Replay').click();
      await page.getByText('and nobody else does').waitFor();
      await button('Replay').click();
      await page.getByText('uploader webhooks gets it again now.').waitFor();
      await closeDrawer();

      await letters.filter({ hasText: 'Failed again' }).click();
      await button('Discard').click();
      await page.getByText('never acts on this message').waitFor();
      await button('Discard').click();
      await page.getByText(/^Discarded .* by /).waitFor();
      await closeDrawer();
      await page.getByText('Nothing is stuck').waitFor();
      await open('/webhooks?tab=dead-letters&state=discarded&consumer=uploader/webhooks');
      await letters.filter({ hasText: 'Discarded' }).waitFor();
    });
  });
}
