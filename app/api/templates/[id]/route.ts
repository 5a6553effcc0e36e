import { defineRoute } from '@/lib/handlers/define-route';
import { templateParams, templateView, updateTemplateInput } from '@/lib/templates/schema';
import { deleteTemplate, getTemplate, updateTemplate } from '@/lib/templates/service';

export const GET = defineRoute(
  {
    summary: 'Read a message template',
    tag: 'Messages',
    permission: 'conversations:read',
    params: templateParams,
    response: templateView,
  },
  ({ scope, params }) => getTemplate(scope, params.id),
);

export const PATCH = defineRoute(
  {
    summary: 'Change the shortcut, title or text of a message template',
    tag: 'Messages',
    permission: 'templates:manage',
    params: templateParams,
    body: updateTemplateInput,
    response: templateView,
  },
  ({ scope, params, body }) => updateTemplate(scope, params.id, body),
);

export const DELETE = defineRoute(
  {
    summary: 'Delete a message template',
    tag: 'Messages',
    permission: 'templates:manage',
    params: templateParams,
    status: 204,
  },
  ({ scope, params }) => deleteTemplate(scope, params.id),
);
