import { authenticate } from '@/lib/handlers/authenticate';
import { respond } from '@/lib/handlers/respond';
import { hub } from '@/lib/realtime/hub';
import { streamResponse } from '@/lib/realtime/stream-response';
import { loadViews } from '@/lib/tasks/stream-views';

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { credential } = await authenticate(request, { isLimited: false });
    return streamResponse(hub(loadViews), credential, request.signal);
  });
