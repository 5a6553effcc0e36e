import { env } from '@/lib/env';
import { openApiDocument } from '@/lib/handlers/openapi';
import { jsonResponse, respond } from '@/lib/handlers/respond';
import { routes } from './routes';

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => jsonResponse(openApiDocument(routes, env().APP_URL)));
