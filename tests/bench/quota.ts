import { Type } from 'typebox';
import type { Benchmark } from './benchmark.ts';
import { startAuthGateway } from './support/auth-gateway.ts';
import { startChild } from './support/start-child.ts';

const processes = 2;
const perSecond = 200;
/** So many that every connection of the pools is opened, and has prepared its statements, as in a service that has run for a while. */
const warmUpPerSecond = 2000;
const creators = 600;
/** The service's own, in processes of their own. */
const quotaScript = '../../../services/uploader/src/testing/measure-quota.ts';
const Ready = Type.Object({ isReady: Type.Literal(true) });
const Taken = Type.Object({ milliseconds: Type.Array(Type.Number()) });

/** How long it takes to take one from a creator's quota, counted exactly by two processes at 200 a second. */
export const quota: Benchmark = {
  name: 'quota',
  unit: 'ms (p99)',
  goal: { of: 'figure', atMost: 10 },
  async run(context) {
    const seconds = context.quick ? 1 : 20;
    const { stack } = await startAuthGateway(context);
    const takers = Array.from({ length: processes }, () =>
      startChild(context, quotaScript, stack.databaseUrl, `${creators}`),
    );
    await Promise.all(takers.map((taker) => taker.next(Ready)));
    const round = async (rate: number, length: number) => {
      for (const taker of takers)
        taker.send(JSON.stringify({ perSecond: rate / processes, seconds: length }));
      const taken = await Promise.all(takers.map((taker) => taker.next(Taken)));
      return taken.flatMap(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
    };
    await round(warmUpPerSecond, 2);
    const times = await round(perSecond, seconds);
    const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
    context.progress(`${times.length} takings: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
    return {
      figure: at(0.99),
      baseline: null,
      extra: { processes, perSecond, creators, seconds, p50Ms: at(0.5) },
    };
  },
};
