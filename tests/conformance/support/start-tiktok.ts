import { startSandbox } from '@postbus/sandbox';
import { type Control, createControl } from './control.ts';
import { type MediaHost, startMediaHost } from './media-host.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** A TikTok with one web app, which is live and audited, a receiver of its webhooks and a host for its media. */
export interface RunningTiktok {
  url: string;
  clientKey: string;
  clientSecret: string;
  redirectUri: string;
  control: Control;
  receiver: Receiver;
  media: MediaHost;
  reset(): Promise<void>;
  close(): Promise<void>;
}

const redirectUri = 'http://127.0.0.1:3000/callback';

/** Starts one on a free port. Nothing takes time in it: processing and moderation end at once. */
export async function startTiktok(): Promise<RunningTiktok> {
  const receiver = await startReceiver();
  const media = await startMediaHost();
  const sandbox = await startSandbox({
    redirectUris: [redirectUri],
    webhookUrl: receiver.url,
    verifiedUrls: [media.verifiedPrefix],
    settings: { processingMs: 0, moderationMs: 0 },
  });
  const control = createControl(sandbox.url);
  return {
    url: sandbox.url,
    clientKey: sandbox.app.clientKey,
    clientSecret: sandbox.app.clientSecret,
    redirectUri,
    control,
    receiver,
    media,
    async reset() {
      await control.reset();
      receiver.reset();
      media.reset();
    },
    async close() {
      await sandbox.close();
      await media.close();
      await receiver.close();
    },
  };
}
