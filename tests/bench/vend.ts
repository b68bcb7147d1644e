import { connectTestCreator } from '@postbus/local/testing';
import autocannon from 'autocannon';
import { Type } from 'typebox';
import type { Benchmark } from './benchmark.ts';
import { startAuthGateway } from './support/auth-gateway.ts';
import { median } from './support/median.ts';
import { startChild } from './support/start-child.ts';

const connections = 256;
const steadyRate = 500;
const steadyP99GoalMs = 15;

/**
 * Access tokens given away by auth-gateway, each with its JWT verified and its audit row durable before the answer;
 * against a bare Fastify route with one SELECT and one opening of AES-GCM.
 */
export const vend: Benchmark = {
  name: 'vend',
  unit: 'tokens/s',
  goal: { of: 'ratio', atLeast: 0.7 },
  async run(context) {
    const seconds = context.quick ? 1 : 5;
    const rounds = context.quick ? 1 : 3;
    const { stack, url, token } = await startAuthGateway(context);
    const accountId = await connectTestCreator(stack);
    const bare = await startChild(context, 'vend-bare.ts', stack.databaseUrl, accountId).next(
      Type.Object({ url: Type.String() }),
    );
    const call = { path: `/api/accounts/${accountId}/access-token`, token };

    const servers = { vend: url, bare: bare.url };
    for (const server of Object.values(servers)) await cannon(server, call, { duration: 2, connections });

    // Before the flood, which leaves the database much to tidy up.
    const steady: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const { latency } = await cannon(url, call, {
        duration: seconds,
        connections: 20,
        overallRate: steadyRate,
      });
      steady.push(latency.p99);
      context.progress(`${round}/${rounds} at ${steadyRate} a second: p99 ${latency.p99} ms`);
    }
    const steadyP99Ms = median(steady);

    const figures: Record<'vend' | 'bare', number[]> = { vend: [], bare: [] };
    for (let round = 1; round <= rounds; round += 1) {
      for (const which of ['vend', 'bare'] as const) {
        const result = await cannon(servers[which], call, { duration: seconds, connections });
        const perSecond = result['2xx'] / result.duration;
        figures[which].push(perSecond);
        context.progress(`${round}/${rounds} ${which}: ${perSecond.toFixed(0)} tokens/s`);
      }
    }
    return {
      figure: median(figures.vend),
      baseline: median(figures.bare),
      extra: { connections, seconds, rounds, p99MsAt500PerSecond: steadyP99Ms },
      extraOk: steadyP99Ms < steadyP99GoalMs,
    };
  },
};

/** Raises an error if one of the calls is not answered with 200. */
async function cannon(
  url: string,
  { path, token }: { path: string; token: string },
  load: { duration: number; connections: number; overallRate?: number },
) {
  const headers = { authorization: `Bearer ${token}` };
  const result = await autocannon({ ...load, url: `${url}${path}`, method: 'POST', headers });
  if (result.non2xx + result.errors > 0) {
    throw new Error(`${result.non2xx} calls were refused and ${result.errors} failed`);
  }
  return result;
}
