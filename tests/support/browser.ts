import { findChromium } from '@postbus/local/testing';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Who looks at the console, in a window of their own. */
export interface Visitor {
  page: Page;
  /** Everything that the page has complained about: errors that nobody caught, and what the browser refused to load. */
  complaints: string[];
  close(): Promise<void>;
}

/** A real Chromium. */
export const startBrowser = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await findChromium({ env: process.env, progress: (line) => console.error(line) }),
  });

/** A new window with no history. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints, close: () => context.close() };
}

/** Bytes per second that the window may send, or none at all. */
export async function limitUpload(page: Page, bytesPerSecond: number | 'unlimited'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond === 'unlimited' ? -1 : bytesPerSecond,
  });
}
