import type { Page } from 'playwright-core';

/** For the page: what each interaction waited for the next picture at most, in milliseconds. */
const watch = `{
  const longest = new Map();
  window.interactionMs = longest;
  const note = ({ interactionId, duration }) => {
    if (interactionId > 0) longest.set(interactionId, Math.max(longest.get(interactionId) ?? 0, duration));
  };
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  // Nothing shorter is told of.
  observer.observe({ type: 'event', durationThreshold: 16 });
}`;

/** Has the browser count how long each click and each key takes until the page shows something for it (Event Timing). */
export const watchInteractions = (page: Page): Promise<void> => page.evaluate(watch);

/**
 * Interaction to next paint of everything that was done since: the longest, of which one in 50 is left out
 * (https://web.dev/articles/inp).
 */
export async function interactionToNextPaint(page: Page): Promise<{ ms: number; interactions: number }> {
  // What was done last is told of after the next picture.
  await page.waitForTimeout(200);
  const all = await page.evaluate<number[]>('[...window.interactionMs.values()]');
  all.sort((one, other) => other - one);
  return { ms: all[Math.floor(all.length / 50)] ?? 0, interactions: all.length };
}
