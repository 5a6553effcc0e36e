'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { replayEvents } from './events';
import { replayInput } from './schema';

export const replayEventsAction = defineAction(replayInput, replayEvents);
