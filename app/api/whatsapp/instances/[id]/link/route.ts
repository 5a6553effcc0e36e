import { defineRoute } from '@/lib/handlers/define-route';
import { instanceParams } from '@/lib/instances/schema';
import { linkView, madeLinkView } from '@/lib/links/schema';
import { createLink, getLink, revokeLink } from '@/lib/links/service';

const shared = { tag: 'WhatsApp', permission: 'instances:write', params: instanceParams } as const;

export const GET = defineRoute(
  {
    ...shared,
    summary: 'The newest link with which somebody without an account connects a number',
    response: linkView,
  },
  ({ scope, params }) => getLink(scope, params.id),
);

export const POST = defineRoute(
  {
    ...shared,
    summary: 'Make a link with which whoever holds the phone connects a number: ten minutes, once',
    response: madeLinkView,
    status: 201,
  },
  ({ scope, params }) => createLink(scope, params.id),
);

export const DELETE = defineRoute(
  { ...shared, summary: 'End the link of a number', status: 204 },
  ({ scope, params }) => revokeLink(scope, params.id),
);
