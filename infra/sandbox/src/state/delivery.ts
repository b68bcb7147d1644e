/** One try at delivering a webhook. */
interface DeliveryAttempt {
  at: number;
  /** HTTP status, or null when there was no answer. */
  status: number | null;
  error: string | null;
}

/** A webhook and its way to the app. */
export interface Delivery {
  id: number;
  clientKey: string;
  event: string;
  publishId: string | null;
  /** The exact bytes: the signature covers them. */
  body: string;
  createdAt: number;
  /** Seconds; the first attempt's, for the switch that keeps it. */
  firstTimestamp: number | null;
  attempts: DeliveryAttempt[];
  state: 'pending' | 'delivered' | 'dropped';
}
