import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { ERROR_STATUS } from '@/lib/core/errors';
import type { RouteDefinition, RouteHandler } from './define-route';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** What a route file exports, by the address it serves (`/api/…/{id}`). */
export type RouteModules = Record<string, Partial<Record<Method, Pick<RouteHandler, 'definition'>>>>;

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(Object.keys(ERROR_STATUS) as [keyof typeof ERROR_STATUS]),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

/** OpenAPI 3.1 from the very schemas that check and answer. */
export function openApiDocument(routes: RouteModules, serverUrl: string): unknown {
  const paths: ZodOpenApiPathsObject = {};
  for (const [path, methods] of Object.entries(routes)) {
    paths[path] = Object.fromEntries(
      Object.entries(methods).map(([method, { definition }]) => [
        method.toLowerCase(),
        toOperation(definition, method),
      ]),
    );
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Recado', version: '1', description: 'WhatsApp numbers, conversations and messages.' },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }, { session: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token' },
      },
    },
    paths,
  });
}

function toOperation(definition: RouteDefinition, method: string): ZodOpenApiOperationObject {
  const {
    summary,
    tag,
    permission,
    params,
    query,
    body,
    form,
    response,
    status = 200,
    idempotent,
  } = definition;
  const header = idempotent ? z.object({ 'idempotency-key': z.string().max(255).optional() }) : undefined;
  const success = response ? { content: { 'application/json': { schema: response } } } : {};
  return {
    summary,
    tags: [tag],
    description: permission ? `Needs \`${permission}\`.` : undefined,
    // zod-openapi 5.4 breaks on a part that is there but undefined.
    requestParams: Object.fromEntries(
      Object.entries({ path: params, query, header }).filter(([, schema]) => schema !== undefined),
    ),
    ...(body && method !== 'GET'
      ? { requestBody: { content: { 'application/json': { schema: body } } } }
      : {}),
    ...(form ? { requestBody: { content: { 'multipart/form-data': { schema: form } } } } : {}),
    responses: {
      [String(status)]: { description: 'Success', ...success },
      default: { description: 'Error', content: { 'application/problem+json': { schema: problem } } },
    },
  } as ZodOpenApiOperationObject;
}
