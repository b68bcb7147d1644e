import { clientScopes } from '@postbus/contracts';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import type { SigningKeys } from './signing-keys.ts';

/** For other services' caches: short enough for a new key to be known before the old one is gone. */
const cacheControl = 'public, max-age=300';

export function discoveryRoutes({
  signingKeys,
  issuer,
  publicUrl,
}: {
  signingKeys: SigningKeys;
  issuer: string;
  publicUrl: string;
}) {
  // RFC 8414, section 2.
  const metadata = {
    issuer,
    token_endpoint: `${publicUrl}/oauth/token`,
    jwks_uri: `${publicUrl}/.well-known/jwks.json`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    scopes_supported: [...clientScopes],
    service_documentation: `${publicUrl}/docs`,
  };

  return async (app: AppServer): Promise<void> => {
    app.get(
      '/.well-known/jwks.json',
      {
        schema: {
          tags: ['tokens'],
          security: [],
          operationId: 'getSigningKeys',
          summary: 'Keys that verify tokens',
          response: { 200: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }) },
        },
      },
      async (_request, reply) => reply.header('cache-control', cacheControl).send(signingKeys.published()),
    );
    app.get(
      '/.well-known/oauth-authorization-server',
      {
        schema: {
          tags: ['tokens'],
          security: [],
          operationId: 'getServerMetadata',
          summary: 'What this authorization server offers (RFC 8414)',
          response: { 200: Type.Record(Type.String(), Type.Unknown()) },
        },
      },
      async (_request, reply) => reply.header('cache-control', cacheControl).send(metadata),
    );
  };
}
