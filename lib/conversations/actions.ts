'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { listDraftsInput, saveDraftInput } from './draft-schema';
import { listDrafts, saveDraft } from './drafts';
import { conversationParams, mergeParams, updateConversationInput } from './schema';
import { markRead, updateConversation } from './service';
import { undoMerge } from './undo-merge';

export const markReadAction = defineAction(conversationParams, (scope, { id }) => markRead(scope, id));

export const updateConversationAction = defineAction(
  conversationParams.and(updateConversationInput),
  (scope, { id, ...change }) => updateConversation(scope, id, change),
);

export const undoMergeAction = defineAction(mergeParams, (scope, { id }) => undoMerge(scope, id));

export const saveDraftAction = defineAction(saveDraftInput, saveDraft);

export const listDraftsAction = defineAction(listDraftsInput, (scope) => listDrafts(scope));
