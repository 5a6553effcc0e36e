import { env } from '@/lib/env';
import { readBody } from '@/lib/handlers/read-body';
import { jsonResponse, respond } from '@/lib/handlers/respond';
import { ingest } from '@/lib/webhooks/ingest';

export const POST = (
  request: Request,
  { params }: { params: Promise<{ sessionName: string }> },
): Promise<Response> =>
  respond(request, async () => {
    const { sessionName } = await params;
    const body = await readBody(request, env().LIMIT_WEBHOOK_BYTES);
    const signature = request.headers.get('x-webhook-hmac');
    const requestId = request.headers.get('x-webhook-request-id');
    return jsonResponse(await ingest({ sessionName, body, signature, requestId }));
  });
