import type { TopicId } from './topics.ts';
import type { ErrorCode, FailReason, OAuthError, WebhookEvent } from './vocabulary.ts';

/** One thing that is true of TikTok (wire) or of our client against it (client). The coverage page lists its title. */
export interface Case<Context> {
  covers: TopicId;
  /** Number of the common mistake that this case proves wrong, 1 to 37. */
  row?: number;
  /** What this case provokes, or has the client meet. */
  code?: ErrorCode;
  oauthError?: OAuthError;
  failReason?: FailReason;
  event?: WebhookEvent;
  /** Only for cases of the client: what the client tells its caller to do about it, in a few words. */
  disposition?: string;
  /** States the guarantee. */
  title: string;
  run(context: Context): Promise<void>;
}
