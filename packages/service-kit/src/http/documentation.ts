import swagger, { type SwaggerTransform } from '@fastify/swagger';
import { ErrorBody } from '@postbus/contracts';
import { type FastifyInstance, fastify, type RouteHandlerMethod } from 'fastify';
import fp from 'fastify-plugin';

export interface DocumentationOptions {
  title: string;
  description: string;
}

/** `/openapi.json` and a page to read and try it at `/docs`. Register before the routes. */
export const documentation = fp<DocumentationOptions>(
  async (app, { title, description }) => {
    app.addSchema({ ...ErrorBody, $id: 'Error' });
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
      refResolver: { buildLocalReference: ({ $id }, _base, _fragment, index) => String($id ?? index) },
      transform: describeRoute,
    });
    app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    const page: RouteHandlerMethod = async ({ url }, reply) => {
      reader ??= createReader();
      const { statusCode, headers, rawPayload } = await (await reader).inject(url);
      for (const name of ['content-type', 'location'])
        if (headers[name] !== undefined) reply.header(name, headers[name]);
      return reply.code(statusCode).send(rawPayload);
    };
    for (const path of ['/docs', '/docs/', '/docs/js/scalar.js'])
      app.get(path, { schema: { hide: true } }, page);
  },
  { name: 'postbus-documentation' },
);

let reader: Promise<FastifyInstance> | undefined;

/** The page and its script, made when somebody first opens it: they take 30 MB, which every process would hold otherwise. */
async function createReader(): Promise<FastifyInstance> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const app = fastify();
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
  return app;
}

/** What a reader has to know beyond the schemas that requests are checked by. */
const describeRoute: SwaggerTransform = ({ schema, url }) => {
  if (schema.hide) return { schema, url };
  const { querystring, body } = schema;
  const described = {
    ...schema,
    ...(querystring ? { querystring: withoutDefaults(querystring as ObjectSchema) } : {}),
    ...(body ? { body: withoutDefaults(body as ObjectSchema) } : {}),
    response: withErrors(schema.response ?? {}),
  };
  return { schema: described, url };
};

interface ObjectSchema {
  properties?: Record<string, object>;
  required?: string[];
}

/** What has a default need not be sent. */
function withoutDefaults(schema: ObjectSchema): ObjectSchema {
  const { properties = {}, required } = schema;
  if (!required) return schema;
  return { ...schema, required: required.filter((name) => !('default' in (properties[name] ?? {}))) };
}

/** Names the schema of errors once, and says that whatever a route does not name has that shape. */
function withErrors(response: object): Record<string, unknown> {
  const named = Object.entries(response).map(([status, answer]) => [
    status,
    answer === ErrorBody ? anError : answer,
  ]);
  return { ...Object.fromEntries(named), default: anError };
}

const anError = {
  description: 'What went wrong, and what to do next',
  content: { 'application/json': { schema: { $ref: 'Error#' } } },
};
