'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { checkServer } from './check';
import { examineServer } from './examine';
import { ignoreSession } from './others';
import {
  ignoreSessionInput,
  registerServerInput,
  serverParams,
  sessionParams,
  updateServerInput,
} from './schema';
import { registerServer, removeServer, updateServer } from './service';

export const registerServerAction = defineAction(registerServerInput, async (scope, input) =>
  registerServer(scope, input, await examineServer(scope, input)),
);

export const updateServerAction = defineAction(
  updateServerInput.extend(serverParams.shape),
  (scope, { id, ...input }) => updateServer(scope, id, input),
);

export const checkServerAction = defineAction(serverParams, (scope, { id }) => checkServer(scope, id));

export const removeServerAction = defineAction(serverParams, async (scope, { id }) => {
  await removeServer(scope, id);
  return null;
});

export const ignoreSessionAction = defineAction(
  ignoreSessionInput.extend(sessionParams.shape),
  async (scope, { isIgnored, ...place }) => {
    await ignoreSession(scope, place, isIgnored);
    return null;
  },
);
