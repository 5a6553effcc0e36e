import { authenticate, requireSameSignIn } from '@/lib/handlers/authenticate';
import { respond } from '@/lib/handlers/respond';
import { hub } from '@/lib/realtime/hub';
import { streamHead, streamResponse } from '@/lib/realtime/stream-response';
import { loadViews } from '@/lib/tasks/stream-views';

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const caller = await authenticate(request, { isLimited: false });
    requireSameSignIn(caller, new URL(request.url).searchParams.get('session'));
    if (request.method === 'HEAD') return streamHead();
    return streamResponse(hub(loadViews), caller, request.signal);
  });
