import { type Static, Type } from 'typebox';

/** A scripted fault for the next requests whose path starts with `path`. */
export const Fault = Type.Object(
  {
    path: Type.String({ minLength: 1 }),
    method: Type.Optional(Type.String()),
    kind: Type.Union(
      [
        Type.Literal('status'),
        Type.Literal('latency'),
        Type.Literal('reset'),
        Type.Literal('lostResponse'),
        Type.Literal('rateLimit'),
      ],
      {
        description:
          'status: answers `status` before any effect. latency: waits `ms`, then goes on. reset: drops the connection ' +
          'before any effect, for an upload after `afterBytes`. lostResponse: takes effect, then drops the connection. ' +
          'rateLimit: answers 429.',
      },
    ),
    status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
    code: Type.Optional(Type.String({ description: 'error code in the answer of a status fault' })),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    afterBytes: Type.Optional(Type.Integer({ minimum: 0 })),
    times: Type.Optional(Type.Integer({ minimum: 1 })),
    skip: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);
export type Fault = Static<typeof Fault>;

export interface Faults {
  add(fault: Fault): void;
  list(): Fault[];
  clear(): void;
  /** The fault to play on a request, if any; it is used up. */
  take(method: string, path: string): Fault | null;
}

export function createFaults(): Faults {
  let faults: (Fault & { times: number; skip: number })[] = [];

  return {
    add: (fault) => {
      faults.push({ ...fault, times: fault.times ?? 1, skip: fault.skip ?? 0 });
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear: () => {
      faults = [];
    },
    take(method, path) {
      for (const fault of faults) {
        if (!path.startsWith(fault.path)) continue;
        if (fault.method && fault.method.toUpperCase() !== method) continue;
        if (fault.skip > 0) {
          fault.skip -= 1;
          continue;
        }
        fault.times -= 1;
        if (fault.times === 0) faults = faults.filter((other) => other !== fault);
        return fault;
      }
      return null;
    },
  };
}
