import { type Static, Type } from 'typebox';

/** A scripted fault for the next webhooks. */
export const WebhookFault = Type.Object(
  {
    kind: Type.Union(
      [Type.Literal('duplicate'), Type.Literal('delay'), Type.Literal('badSignature'), Type.Literal('drop')],
      {
        description:
          'duplicate: sent twice. delay: sent after `ms`, so that later ones overtake it. badSignature: the first ' +
          'attempt is signed wrongly. drop: never sent.',
      },
    ),
    event: Type.Optional(Type.String({ description: 'only this event' })),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    times: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type WebhookFault = Static<typeof WebhookFault>;

/** The faults that wait for their webhook. */
export function createWebhookFaults() {
  let faults: (WebhookFault & { times: number })[] = [];
  return {
    add: (fault: WebhookFault) => {
      faults.push({ ...fault, times: fault.times ?? 1 });
    },
    clear: () => {
      faults = [];
    },
    take(event: string): WebhookFault | null {
      const fault = faults.find((candidate) => !candidate.event || candidate.event === event);
      if (!fault) return null;
      fault.times -= 1;
      if (fault.times === 0) faults = faults.filter((other) => other !== fault);
      return fault;
    },
  };
}
