import { defineRoute } from '@/lib/handlers/define-route';
import { imageResponse, prefersImage } from '@/lib/handlers/respond';
import { getQr, getQrPicture } from '@/lib/instances/pairing';
import { instanceParams, qrView } from '@/lib/instances/schema';

export const GET = defineRoute(
  {
    summary: 'The QR to scan now, as JSON or as a picture (`Accept: image/png`)',
    tag: 'WhatsApp',
    permission: 'instances:write',
    params: instanceParams,
    response: qrView,
  },
  async ({ scope, params, request }) =>
    prefersImage(request) ? imageResponse(await getQrPicture(scope, params.id)) : getQr(scope, params.id),
);
