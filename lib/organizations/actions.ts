'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { setPreferences } from './preferences';
import { preferencesView } from './schema';

export const setPreferencesAction = defineAction(preferencesView, setPreferences);
