import type { Known, Person } from '@/lib/contacts/plan';
import { ensureContacts, isEverybodyKnown } from '@/lib/contacts/resolve';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { mergeContacts } from './merge';
import { type ConversationRef, insertConversations, lockConversations } from './upkeep';

/** What was read of people and groups under the instance's lock, before anything is written: while it is held, it stays. */
export type Acquaintance = { addresses: Known; conversations: ConversationRef[] };

/** The conversations of an acquaintance; none where adding or joining these people may have changed them. */
export const keptConversations = (people: Person[], known: Acquaintance): ConversationRef[] =>
  isEverybodyKnown(people, known.addresses) ? known.conversations : [];

/** The contact of each person; those that turn out to be one are joined with their conversations at once. */
export const ensurePeople = (scope: Scope, people: Person[], known?: Acquaintance): Promise<string[]> =>
  ensureContacts(scope, people, mergeContacts, known?.addresses);

/** Whom a conversation is with: a contact, or a group by its address. */
export type Party = {
  contactId: string | null;
  groupAddress: string | null;
  chatAddress: string;
  activityAt: Date;
};

/**
 * The conversation of each party on one instance, made where there is none, all locked until the transaction ends,
 * except where all are `known`. One statement when they exist. Answers in the order of `parties`. Throws `unavailable`
 * when a contact was joined with another just now.
 */
export async function ensureConversations(
  scope: Scope,
  instanceId: string,
  parties: Party[],
  known: ConversationRef[] = [],
): Promise<ConversationRef[]> {
  const before = byParty(known);
  const refs = parties.flatMap((party) => before.get(keyOf(party)) ?? []);
  if (refs.length === parties.length) return refs;
  const wanted = {
    contactIds: [...new Set(parties.map((party) => party.contactId).filter((id) => id !== null))],
    groupAddresses: [...new Set(parties.map((party) => party.groupAddress).filter((id) => id !== null))],
  };
  let found = byParty(await lockConversations(scope, instanceId, wanted));
  const missing = new Map(
    parties.filter((party) => !found.has(keyOf(party))).map((party) => [keyOf(party), party]),
  );
  if (missing.size > 0) {
    const rows = [...missing.values()].map((party) => ({ id: newId(), ...party }));
    await insertConversations(scope, instanceId, rows);
    found = byParty(await lockConversations(scope, instanceId, wanted));
  }
  return parties.map((party) => {
    const ref = found.get(keyOf(party));
    if (!ref) throw new AppError('unavailable', { retryAfter: 1 });
    return ref;
  });
}

const keyOf = ({ contactId, groupAddress }: { contactId: string | null; groupAddress: string | null }) =>
  contactId ?? groupAddress ?? '';

const byParty = (rows: ConversationRef[]) => new Map(rows.map((row) => [keyOf(row), row]));
