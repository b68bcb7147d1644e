import { startSandbox } from '@postbus/sandbox';
import { tell } from '../support/parent.ts';

const [redirectUri = ''] = process.argv.slice(2);

/** Bytes that are no video pass, and a status may be asked as often as one likes. */
const { url, app, close } = await startSandbox({
  redirectUris: [redirectUri],
  settings: {
    checkMedia: false,
    processingMs: 0,
    moderationMs: 0,
    limits: { statusPerMinute: 1_000_000_000 },
  },
});
process.once('SIGTERM', () => void close().finally(() => process.exit()));
tell({ url, clientKey: app.clientKey, clientSecret: app.clientSecret });
