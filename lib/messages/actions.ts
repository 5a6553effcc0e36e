'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { messageParams } from './schema';
import { retryMessage, sendMessage, sendTo } from './send';
import { sendActionInput, startActionInput } from './send-schema';

export const sendMessageAction = defineAction(sendActionInput, (scope, { conversationId, ...input }) =>
  sendMessage(scope, conversationId, input),
);

export const startConversationAction = defineAction(startActionInput, (scope, { instanceId, ...input }) =>
  sendTo(scope, instanceId, input),
);

export const retryMessageAction = defineAction(messageParams, (scope, { id }) => retryMessage(scope, id));
