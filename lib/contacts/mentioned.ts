import type { Scope } from '@/lib/core/scope';
import { type Mentioned, selectMentioned } from './queries';

/** Contacts that a text names: what they are called, and the address that WhatsApp uses, a phone before a hidden id. */
export const findMentioned: (scope: Scope, ids: string[]) => Promise<Mentioned[]> = selectMentioned;
