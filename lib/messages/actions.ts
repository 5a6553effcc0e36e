'use server';

import { z } from 'zod';
import { defineAction } from '@/lib/handlers/define-action';
import { messageParams, sendInput, sendToInput } from './schema';
import { retryMessage, sendMessage, sendTo } from './send';

export const sendMessageAction = defineAction(
  sendInput.extend({ conversationId: z.uuid() }),
  (scope, { conversationId, ...input }) => sendMessage(scope, conversationId, input),
);

export const startConversationAction = defineAction(
  sendToInput.extend({ instanceId: z.uuid() }),
  (scope, { instanceId, ...input }) => sendTo(scope, instanceId, input),
);

export const retryMessageAction = defineAction(messageParams, (scope, { id }) => retryMessage(scope, id));
