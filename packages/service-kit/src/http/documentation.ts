import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import fp from 'fastify-plugin';

export interface DocumentationOptions {
  title: string;
  description: string;
}

/** `/openapi.json` and a page to read and try it at `/docs`. Register before the routes. */
export const documentation = fp<DocumentationOptions>(
  async (app, { title, description }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title, description, version: '1' },
        components: {
          securitySchemes: {
            client: {
              type: 'http',
              scheme: 'bearer',
              bearerFormat: 'JWT',
              description: 'From POST /oauth/token of auth-gateway, by client credentials',
            },
          },
        },
        security: [{ client: [] }],
      },
    });
    app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    await app.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        withDefaultFonts: false,
        telemetry: false,
        // What leads to the vendor's own services.
        showDeveloperTools: 'never',
        mcp: { disabled: true },
        agent: { disabled: true },
      },
    });
  },
  { name: 'postbus-documentation' },
);
