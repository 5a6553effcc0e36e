'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { createTokenInput, revokeTokenInput } from './schema';
import { createToken, revokeToken } from './service';

export const createTokenAction = defineAction(createTokenInput, createToken);

export const revokeTokenAction = defineAction(revokeTokenInput, (scope, { id }) => revokeToken(scope, id));
