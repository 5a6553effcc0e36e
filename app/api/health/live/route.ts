import { jsonResponse, respond } from '@/lib/handlers/respond';

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => jsonResponse({ status: 'ok' }));
