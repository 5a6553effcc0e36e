'use server';

import { z } from 'zod';
import { defineAction } from '@/lib/handlers/define-action';
import { adoptSessionInput, sessionParams } from '@/lib/servers/schema';
import { adoptSession, findAdoptable } from './adopt';
import { connectInstance, disconnectInstance, restartInstance } from './commands';
import { createInstanceInput, disconnectInput, instanceParams, updateInstanceInput } from './schema';
import { createInstance, deleteInstance, updateInstance } from './service';

export const createInstanceAction = defineAction(createInstanceInput, createInstance);

export const updateInstanceAction = defineAction(
  updateInstanceInput.extend({ id: z.uuid() }),
  (scope, { id, ...input }) => updateInstance(scope, id, input),
);

export const connectInstanceAction = defineAction(instanceParams, (scope, { id }) =>
  connectInstance(scope, id),
);

export const restartInstanceAction = defineAction(instanceParams, (scope, { id }) =>
  restartInstance(scope, id),
);

export const disconnectInstanceAction = defineAction(
  disconnectInput.extend({ id: z.uuid() }),
  (scope, { id, logout }) => disconnectInstance(scope, id, logout),
);

export const deleteInstanceAction = defineAction(instanceParams, async (scope, { id }) => {
  await deleteInstance(scope, id);
  return null;
});

export const adoptSessionAction = defineAction(
  adoptSessionInput.extend(sessionParams.shape),
  async (scope, { name, ...place }) => {
    await findAdoptable(scope, undefined, place);
    return adoptSession(scope, place, { name });
  },
);
