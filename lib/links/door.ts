import { cookies } from 'next/headers';
import { env } from '@/lib/env';
import { requireSameOrigin } from '@/lib/handlers/authenticate';
import { toInvalid } from '@/lib/handlers/define-route';
import { parseJson, readBody } from '@/lib/handlers/read-body';
import { jsonResponse, respond } from '@/lib/handlers/respond';
import { pairingCodeInput } from '@/lib/instances/schema';
import { claimLink } from './guest';
import { claimInput } from './schema';

const BODY_BYTES = 4096;

/** The cookie of one link: two links can be open in one browser. */
export const cookieNameOf = (id: string): string => `recado_link_${id}`;

type Handler = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>;

/** A door for who has opened a link, and nobody else: no session and no token counts here. */
export function guestRoute(
  run: (id: string, cookie: string | undefined, request: Request) => Promise<unknown>,
): Handler {
  return (request, { params }) =>
    respond(request, async () => {
      if (request.method !== 'GET') requireSameOrigin(request);
      const { id } = await params;
      return jsonResponse(await run(id, (await cookies()).get(cookieNameOf(id))?.value, request));
    });
}

/** The door where a link is opened: by a press only, so that a chat's preview of the address does not use it up. */
export const claimResponse = (request: Request): Promise<Response> =>
  respond(request, async () => {
    requireSameOrigin(request);
    const parsed = claimInput.safeParse(await readJson(request));
    if (!parsed.success) throw toInvalid(parsed.error);
    const { id, cookie, secondsLeft } = await claimLink(parsed.data.token);
    (await cookies()).set(cookieNameOf(id), cookie, {
      httpOnly: true,
      sameSite: 'lax',
      secure: env().APP_URL.startsWith('https://'),
      path: '/link',
      maxAge: secondsLeft,
    });
    return jsonResponse({ id });
  });

/** The phone that a code is asked for. */
export async function readPhone(request: Request): Promise<string> {
  const parsed = pairingCodeInput.safeParse(await readJson(request));
  if (!parsed.success) throw toInvalid(parsed.error);
  return parsed.data.phoneNumber;
}

const readJson = async (request: Request): Promise<unknown> => parseJson(await readBody(request, BODY_BYTES));
