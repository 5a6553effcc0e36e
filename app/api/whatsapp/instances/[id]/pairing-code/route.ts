import { defineRoute } from '@/lib/handlers/define-route';
import { getPairingCode } from '@/lib/instances/pairing';
import { instanceParams, pairingCodeInput, pairingCodeView } from '@/lib/instances/schema';

export const POST = defineRoute(
  {
    summary: 'A code to type on the phone instead of scanning',
    tag: 'WhatsApp',
    permission: 'instances:write',
    params: instanceParams,
    body: pairingCodeInput,
    response: pairingCodeView,
  },
  ({ scope, params, body }) => getPairingCode(scope, params.id, body.phoneNumber),
);
