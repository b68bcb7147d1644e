import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import type { Config } from '../../config.ts';
import type { AccessTokens } from '../../integrations/access-tokens.ts';
import { serviceUrls } from '../proxy/routes.ts';
import { requireToken } from '../session/require-token.ts';
import { lookAtService } from './look-at-service.ts';

const ServiceHealth = Type.Object({
  service: Type.String(),
  status: Type.Union([Type.Literal('ready'), Type.Literal('not_ready'), Type.Literal('unreachable')]),
  checks: Type.Record(Type.String(), Type.String(), { description: 'ok or failed, by what was checked' }),
  outboxLagSeconds: Type.Union([Type.Number(), Type.Null()], {
    description: 'Age of the oldest event that is not on the bus yet',
  }),
  backlog: Type.Record(Type.String(), Type.Number(), { description: 'Events that wait, by consumer' }),
  deadLetters: Type.Number({ description: 'Events that a consumer gave up, since the service started' }),
});

/** How the services are, in one answer. */
export async function systemRoutes(
  app: AppServer,
  { config, tokens }: { config: Config; tokens: AccessTokens },
): Promise<void> {
  app.get(
    '/api/system/services',
    {
      schema: {
        tags: ['system'],
        operationId: 'listServices',
        summary: 'How each service is: its checks, its outbox and its consumers',
        response: { 200: Type.Object({ items: Type.Array(ServiceHealth) }) },
      },
    },
    async (request) => {
      await requireToken(request, tokens);
      const services = Object.entries(serviceUrls(config));
      return { items: await Promise.all(services.map(([service, url]) => lookAtService(service, url))) };
    },
  );
}
