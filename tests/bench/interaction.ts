import { databaseServices } from '@postbus/db';
import { runMainJob, startTestStack } from '@postbus/local/testing';
import { openWindow, startBrowser } from '../support/browser.ts';
import { layInPosts } from '../support/many-posts.ts';
import { scrollToEnd, useList } from '../support/post-list.ts';
import type { Benchmark } from './benchmark.ts';
import { interactionToNextPaint, watchInteractions } from './support/interactions.ts';
import { median } from './support/median.ts';

const fewPosts = 200;

/**
 * How long the console takes until it shows something for a click or a key, in a list of 10,000 posts that was scrolled to
 * its end, against the same in a list of 200.
 */
export const interaction: Benchmark = {
  name: 'interaction',
  unit: 'ms',
  goal: { of: 'figure', atMost: 200 },
  async run(context) {
    const manyPosts = context.quick ? 1000 : 10_000;
    const rounds = context.quick ? 1 : 5;
    const stack = await startTestStack({ services: ['console', ...databaseServices] });
    context.atEnd(() => stack.close());
    const browser = await startBrowser();
    context.atEnd(() => browser.close());
    await runMainJob(stack);

    async function measure(posts: number): Promise<number> {
      const { page, close } = await openWindow(browser);
      await page.goto(stack.signInUrl ?? '');
      const found = await scrollToEnd(page);
      if (found < posts) throw new Error(`the list showed ${found} of ${posts} posts`);
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        await watchInteractions(page);
        await useList(page);
        const { ms, what, interactions } = await interactionToNextPaint(page);
        if (interactions <= 10) throw new Error(`the browser told of ${interactions} interactions only`);
        context.progress(`${found} posts: ${ms} ms at most, ${what}`);
        times.push(ms);
      }
      await close();
      return median(times);
    }

    await layInPosts(stack.databaseUrl, fewPosts);
    const baseline = await measure(fewPosts);
    await layInPosts(stack.databaseUrl, manyPosts, fewPosts);
    return { figure: await measure(manyPosts), baseline, extra: { rounds } };
  },
};
