import type { Page } from 'playwright-core';

const scrollPauseMs = 50;
const keyPauseMs = 30;
/** Each press of End shows the next page of posts. */
const mostPresses = 1000;

/** Scrolls the list of posts until it says that those are all. Returns how many it says there are. */
export async function scrollToEnd(page: Page): Promise<number> {
  await page.getByText('Show more').waitFor();
  const end = page.getByText(/^Those are all \d+\.$/);
  for (let presses = 0; presses < mostPresses && !(await end.isVisible()); presses += 1) {
    await page.keyboard.press('End');
    await page.waitForTimeout(scrollPauseMs);
  }
  return Number((await end.textContent())?.match(/\d+/)?.[0]);
}

/** What a person does with a list of posts: scroll by keyboard, filter, change the colours, look at a post and come back. */
export async function useList(page: Page): Promise<void> {
  await page.keyboard.press('End');
  for (const key of [...Array(10).fill('PageUp'), 'Home', ...Array(10).fill('PageDown'), 'Home']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(keyPauseMs);
  }
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Failed' }).click();
  await page.getByText('TikTok takes it for spam').first().waitFor();
  await page.getByRole('button', { name: 'Use dark colours' }).click();
  await page.getByRole('button', { name: 'Use light colours' }).click();
  await page.getByRole('list', { name: 'Posts' }).getByRole('link').first().click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await page.getByRole('link', { name: 'Posts' }).click();
  await page.getByRole('list', { name: 'Posts' }).waitFor();
}
