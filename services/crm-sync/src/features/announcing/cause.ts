import type { CloudEvent } from '@postbus/contracts';

/** Why something is said. */
export interface Cause {
  correlationId: string;
  traceparent?: string | undefined;
}

/** What an event causes belongs to what caused the event. */
export const causeOf = ({ correlationid: correlationId, traceparent }: CloudEvent): Cause => ({
  correlationId,
  traceparent,
});
