import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { appPostRoutes } from './app-posts.ts';
import { appRoutes } from './apps.ts';
import { answerControlErrors } from './control-error.ts';
import { creatorRoutes } from './creators.ts';
import { faultRoutes } from './fault-routes.ts';
import { figureRoutes } from './figures.ts';
import { grantRoutes } from './grants.ts';
import { journalRoutes } from './journal-routes.ts';
import { outcomeRoutes } from './outcomes.ts';
import { postRoutes } from './posts.ts';
import { qrCodeControls } from './qr-codes.ts';
import { stateRoutes } from './state.ts';

/** A server whose handlers take their types from TypeBox schemas. */
export type ControlServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

const groups = [
  journalRoutes,
  faultRoutes,
  creatorRoutes,
  appRoutes,
  grantRoutes,
  qrCodeControls,
  postRoutes,
  appPostRoutes,
  figureRoutes,
  outcomeRoutes,
  stateRoutes,
];

/** `/_sandbox/*`: how tests steer the sandbox and look into it. */
export function controlRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  answerControlErrors(server);
  const typed: ControlServer = server.withTypeProvider<TypeBoxTypeProvider>();
  for (const routes of groups) routes(typed, sandbox);
}
