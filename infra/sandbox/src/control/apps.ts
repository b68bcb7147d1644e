import { Type } from 'typebox';
import type { Sandbox } from '../sandbox.ts';
import { App, newApp, redirectUriProblem } from '../state/app.ts';
import { verifiedUrlProblem } from '../state/verified-url.ts';
import { ControlError } from './control-error.ts';
import type { ControlServer } from './routes.ts';

/** An app, or changes to one that is there. */
const { clientKey, ...rest } = App.properties;
const AppChange = Type.Object(
  { clientKey, ...Type.Partial(Type.Object(rest)).properties },
  { additionalProperties: false },
);

export function appRoutes(server: ControlServer, { store }: Sandbox): void {
  server.get('/_sandbox/apps', async () => ({ apps: [...store.apps.values()] }));

  server.post('/_sandbox/apps', { schema: { body: AppChange } }, async ({ body }) => {
    const present = store.apps.get(body.clientKey);
    const app = present
      ? { ...present, ...body }
      : newApp({ ...body, clientSecret: body.clientSecret ?? `secret of ${body.clientKey}` });
    for (const uri of app.redirectUris) {
      const problem = redirectUriProblem(uri, app.platform);
      if (problem) throw new ControlError(400, 'redirect_uri', `The redirect URI ${uri} ${problem}.`);
    }
    for (const property of app.verifiedUrls) {
      const problem = verifiedUrlProblem(property);
      if (problem) throw new ControlError(400, 'verified_url', `The verified URL ${property} ${problem}.`);
    }
    if (app.webhookUrl !== null && !URL.canParse(app.webhookUrl)) {
      throw new ControlError(400, 'webhook_url', 'The webhook URL must be absolute.');
    }
    store.apps.set(app.clientKey, app);
    return app;
  });
}
