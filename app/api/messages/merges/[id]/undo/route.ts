import { z } from 'zod';
import { conversationView, mergeParams } from '@/lib/conversations/schema';
import { undoMerge } from '@/lib/conversations/undo-merge';
import { defineRoute } from '@/lib/handlers/define-route';

export const POST = defineRoute(
  {
    summary: 'Undo the joining of two conversations (`joined.id`); answers both',
    tag: 'Messages',
    permission: 'conversations:write',
    params: mergeParams,
    response: z.object({ data: z.array(conversationView) }),
  },
  ({ scope, params }) => undoMerge(scope, params.id),
);
