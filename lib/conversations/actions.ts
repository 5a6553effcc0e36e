'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { conversationParams, updateConversationInput } from './schema';
import { markRead, updateConversation } from './service';

export const markReadAction = defineAction(conversationParams, (scope, { id }) => markRead(scope, id));

export const updateConversationAction = defineAction(
  conversationParams.and(updateConversationInput),
  (scope, { id, ...change }) => updateConversation(scope, id, change),
);
