import { defineRoute } from '@/lib/handlers/define-route';
import {
  createTemplateInput,
  type TemplateView,
  templatePage,
  templateQuery,
  templateView,
} from '@/lib/templates/schema';
import { createTemplate, listTemplates } from '@/lib/templates/service';

export const GET = defineRoute(
  {
    summary: 'List the message templates by their shortcut',
    tag: 'Messages',
    permission: 'conversations:read',
    query: templateQuery,
    response: templatePage,
  },
  ({ scope, query }) => listTemplates(scope, query),
);

export const POST = defineRoute(
  {
    summary: 'Create a message template',
    tag: 'Messages',
    permission: 'templates:manage',
    body: createTemplateInput,
    response: templateView,
    status: 201,
    idempotent: true,
  },
  ({ scope, body }) => createTemplate(scope, body),
  ({ id }: TemplateView) => `/api/templates/${id}`,
);
