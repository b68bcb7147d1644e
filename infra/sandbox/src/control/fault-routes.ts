import type { Sandbox } from '../sandbox.ts';
import { WebhookFault } from '../webhooks/webhook-faults.ts';
import { Fault } from './faults.ts';
import type { ControlServer } from './routes.ts';

export function faultRoutes(server: ControlServer, { faults, webhooks }: Sandbox): void {
  server.get('/_sandbox/faults', async () => ({ faults: faults.list() }));

  server.post('/_sandbox/faults', { schema: { body: Fault } }, async ({ body }, reply) => {
    faults.add(body);
    return reply.code(201).send({ faults: faults.list() });
  });

  server.delete('/_sandbox/faults', async (_request, reply) => {
    faults.clear();
    webhooks.clearFaults();
    return reply.code(204).send();
  });

  server.post('/_sandbox/webhooks/fault', { schema: { body: WebhookFault } }, async ({ body }, reply) => {
    webhooks.addFault(body);
    return reply.code(201).send(body);
  });
}
