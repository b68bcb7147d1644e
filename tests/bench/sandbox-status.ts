import autocannon from 'autocannon';
import { Type } from 'typebox';
import { request } from 'undici';
import type { Benchmark } from './benchmark.ts';
import { median } from './support/median.ts';
import { beginPost, startSandbox } from './support/sandbox.ts';
import { startChild } from './support/start-child.ts';

const connections = 64;
const path = '/v2/post/publish/status/fetch/';

/** Calls of status/fetch against the sandbox, and against a bare Fastify route that answers the same bytes. */
export const sandboxStatus: Benchmark = {
  name: 'sandbox-status',
  unit: 'calls/s',
  goal: { of: 'figure', atLeast: 5000 },
  async run(context) {
    const seconds = context.quick ? 1 : 5;
    const rounds = context.quick ? 1 : 3;
    const sandbox = await startSandbox(context);
    const { publishId } = await beginPost(sandbox, 1_000_000);
    const call: StatusCall = {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandbox.accessToken}`,
        'content-type': 'application/json; charset=UTF-8',
      },
      body: JSON.stringify({ publish_id: publishId }),
    };
    const answer = await (await request(`${sandbox.url}${path}`, call)).body.text();
    const bare = await startChild(context, 'fastify-route.ts', answer).next(
      Type.Object({ url: Type.String() }),
    );

    const figures: Record<'sandbox' | 'bare', number[]> = { sandbox: [], bare: [] };
    const servers = { sandbox: sandbox.url, bare: bare.url };
    if (!context.quick) for (const url of Object.values(servers)) await callsPerSecond(url, call, 2);
    for (let round = 1; round <= rounds; round += 1) {
      for (const which of ['sandbox', 'bare'] as const) {
        const figure = await callsPerSecond(servers[which], call, seconds);
        figures[which].push(figure);
        context.progress(`${round}/${rounds} ${which}: ${figure.toFixed(0)} calls/s`);
      }
    }
    return {
      figure: median(figures.sandbox),
      baseline: median(figures.bare),
      extra: { connections, seconds, rounds },
    };
  },
};

interface StatusCall {
  method: 'POST';
  headers: Record<string, string>;
  body: string;
}

/** Raises an error if one of the calls is not answered with 200. */
async function callsPerSecond(url: string, call: StatusCall, seconds: number): Promise<number> {
  const result = await autocannon({ ...call, url: `${url}${path}`, connections, duration: seconds });
  const { '2xx': answered, non2xx, errors, duration } = result;
  if (non2xx + errors > 0) throw new Error(`${non2xx} calls were refused and ${errors} failed`);
  return answered / duration;
}
