import { sameAddresses } from '@/lib/core/phones';
import type { Scope } from '@/lib/core/scope';
import { type Join, type Known, type Person, planContacts } from './plan';
import {
  confirmAddress,
  findAddresses,
  findDoubts,
  insertContacts,
  lockContacts,
  lockNewContacts,
  stopAsking,
  updateContacts,
} from './queries';

/**
 * The contact of each person, made where there is none: a batch at a time, whatever spelling is used (hidden id,
 * phone, with and without Brazil's ninth digit). Contacts that turn out to be one person are handed to `join` before
 * anything else is written. One statement when all are known, none when they were `read` before. Inside the caller's
 * transaction.
 */
export async function ensureContacts(
  scope: Scope,
  people: Person[],
  join: (scope: Scope, joins: Join[]) => Promise<void>,
  read?: Known,
): Promise<string[]> {
  if (people.length === 0) return [];
  const everything = spellingsOf(people);
  let known = read ?? (await readKnown(scope, everything));
  let doubts: Parameters<typeof planContacts>[2] = { apart: [], own: [] };
  if (!isEverybodyKnown(people, known)) {
    await lockNewContacts(scope);
    known = await readKnown(scope, everything);
    doubts = await findDoubts(scope, [...new Set([...known.values()].map(({ contactId }) => contactId))]);
  }
  const plan = planContacts(people, known, doubts);
  if (plan.joins.length > 0) {
    // All that is written, at once: join by join, and the others after them, they would not come in the order of ids.
    await lockContacts(scope, [...plan.joins.flatMap(partsOf), ...plan.updates.map(({ id }) => id)]);
    await join(scope, plan.joins);
  }
  await insertContacts(scope, plan.contacts, plan.addresses);
  await updateContacts(scope, plan.updates);
  await stopAsking(
    scope,
    plan.updates.filter(({ phoneNumber }) => phoneNumber !== null).map(({ id }) => id),
  );
  return plan.ids;
}

const partsOf = ({ survivorId, absorbedId }: Join) => [survivorId, absorbedId];

/** The addresses of these people in all their spellings. */
export const spellingsOf = (people: Person[]): string[] => [
  ...new Set(people.flatMap(({ addresses }) => addresses.flatMap(sameAddresses))),
];

async function readKnown(scope: Scope, addresses: string[]): Promise<Known> {
  return new Map((await findAddresses(scope, addresses)).map((row) => [row.address, row]));
}

/** Whether there is nobody to add, join or doubt among these people, by what is known of all their spellings. */
export const isEverybodyKnown = (people: Person[], known: Known): boolean =>
  people.every((person) => isSettled(person, known));

/** Every address is known, and all as the same contact's: there is nothing to add, join or doubt. */
function isSettled({ addresses }: Person, known: Known): boolean {
  const [chat = ''] = addresses;
  const contactId = known.get(chat)?.contactId;
  return contactId !== undefined && addresses.every((address) => known.get(address)?.contactId === contactId);
}

/** WhatsApp itself uses this address for the contact: from now on it is not only what somebody typed. */
export const confirmContactAddress: (scope: Scope, contactId: string, address: string) => Promise<void> =
  confirmAddress;

/** Nobody else adds, joins or parts contacts of this organization until the transaction ends. */
export const lockPeople: (scope: Scope) => Promise<void> = lockNewContacts;
