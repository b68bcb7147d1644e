import type { Page } from 'playwright-core';

/** For the page: what each interaction waited for the next picture at most, in milliseconds. */
const watch = `{
  const longest = new Map();
  window.interactions = longest;
  const note = ({ interactionId, duration, name, startTime, processingStart, processingEnd, target }) => {
    if (interactionId === 0 || duration <= (longest.get(interactionId)?.ms ?? 0)) return;
    const times = [processingStart - startTime, processingEnd - processingStart, startTime + duration - processingEnd];
    const what = name + ' on ' + (target?.ariaLabel || target?.tagName || 'what is gone');
    const [waiting, working, drawing] = times.map(Math.round);
    longest.set(interactionId, { ms: duration, what: what + ': waited ' + waiting + ', worked ' + working + ', drew ' + drawing });
  };
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  // Nothing shorter is told of.
  observer.observe({ type: 'event', durationThreshold: 16 });
}`;

interface Interaction {
  ms: number;
  /** What it was, and where the time went. */
  what: string;
}

/** Has the browser count how long each click and each key takes until the page shows something for it (Event Timing). */
export const watchInteractions = (page: Page): Promise<void> => page.evaluate(watch);

/**
 * Interaction to next paint of everything that was done since: the longest, of which one in 50 is left out
 * (https://web.dev/articles/inp).
 */
export async function interactionToNextPaint(page: Page): Promise<Interaction & { interactions: number }> {
  // What was done last is told of after the next picture.
  await page.waitForTimeout(200);
  const all = await page.evaluate<Interaction[]>('[...window.interactions.values()]');
  all.sort((one, other) => other.ms - one.ms);
  return { ms: 0, what: 'nothing', ...all[Math.floor(all.length / 50)], interactions: all.length };
}
