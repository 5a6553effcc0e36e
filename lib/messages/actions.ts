'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { instanceParams, moveInstanceInput } from '@/lib/instances/schema';
import { editActionInput, reactionActionInput } from './change-schema';
import { dismissChanges, editMessage, reactToMessage, revokeMessage } from './changes';
import { retryMedia } from './inbound-media';
import { moveNumber } from './move';
import { releaseMessage } from './release';
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

export const releaseMessageAction = defineAction(messageParams, (scope, { id }) => releaseMessage(scope, id));

export const reactToMessageAction = defineAction(reactionActionInput, (scope, { id, emoji }) =>
  reactToMessage(scope, id, emoji),
);

export const editMessageAction = defineAction(editActionInput, (scope, { id, text }) =>
  editMessage(scope, id, text),
);

export const revokeMessageAction = defineAction(messageParams, (scope, { id }) => revokeMessage(scope, id));

export const dismissChangesAction = defineAction(messageParams, (scope, { id }) => dismissChanges(scope, id));

export const retryMediaAction = defineAction(messageParams, (scope, { id }) => retryMedia(scope, id));

export const moveNumberAction = defineAction(
  moveInstanceInput.extend(instanceParams.shape),
  (scope, { id, ...input }) => moveNumber(scope, id, input),
);
