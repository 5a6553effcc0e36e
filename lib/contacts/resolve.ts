import { newId } from '@/lib/core/ids';
import { phoneOfAddress, sameAddresses } from '@/lib/core/phones';
import type { Scope } from '@/lib/core/scope';
import {
  confirmAddress,
  findAddresses,
  insertContacts,
  type KnownAddress,
  lockNewContacts,
  type NewAddress,
  type NewContact,
  updateContacts,
} from './queries';

export type Person = {
  /** Every address that WhatsApp used for the person, the chat's own first. */
  addresses: string[];
  pushName?: string | null;
  /** False when only somebody typed it: WhatsApp has not confirmed it. */
  isSeen?: boolean;
};

/**
 * The contact of each person, made where there is none: a batch at a time, whatever spelling is used (hidden id,
 * phone, with and without Brazil's ninth digit). Inside the caller's transaction.
 */
export async function ensureContacts(scope: Scope, people: Person[]): Promise<string[]> {
  if (people.length === 0) return [];
  const everything = [...new Set(people.flatMap(({ addresses }) => addresses.flatMap(sameAddresses)))];
  let known = await readKnown(scope, everything);
  if (people.some((person) => contactOf(person, known) === undefined)) {
    await lockNewContacts(scope);
    known = await readKnown(scope, everything);
  }
  const plan = planContacts(people, known);
  await insertContacts(scope, plan.contacts, plan.addresses);
  await updateContacts(scope, plan.updates);
  return plan.ids;
}

type Known = Map<string, Pick<KnownAddress, 'contactId' | 'origin' | 'pushName' | 'phoneNumber'>>;

async function readKnown(scope: Scope, addresses: string[]): Promise<Known> {
  return new Map((await findAddresses(scope, addresses)).map((row) => [row.address, row]));
}

function contactOf({ addresses }: Person, known: Known): string | undefined {
  for (const address of addresses.flatMap(sameAddresses)) {
    const found = known.get(address);
    if (found) return found.contactId;
  }
  return undefined;
}

function planContacts(people: Person[], known: Known) {
  const contacts = new Map<string, NewContact>();
  const addresses = new Map<string, NewAddress>();
  const updates = new Map<string, NewContact>();
  const byContact = new Map([...known.values()].map((row) => [row.contactId, row]));
  const ids = people.map((person) => {
    const found = contactOf(person, known);
    const id = found ?? newId();
    const phoneNumber = person.addresses.map(phoneOfAddress).find((phone) => phone !== null) ?? null;
    const pushName = person.pushName ?? null;
    if (!found) contacts.set(id, { id, pushName, phoneNumber });
    const before = byContact.get(id);
    const fresh = contacts.get(id);
    if (fresh)
      Object.assign(fresh, {
        pushName: pushName ?? fresh.pushName,
        phoneNumber: fresh.phoneNumber ?? phoneNumber,
      });
    else if (before && ((pushName && pushName !== before.pushName) || (phoneNumber && !before.phoneNumber))) {
      updates.set(id, { id, pushName: pushName ?? updates.get(id)?.pushName ?? null, phoneNumber });
    }
    for (const address of listAddresses(person)) {
      const row = known.get(address.address);
      if (row && (row.contactId !== id || row.origin === 'seen' || address.origin === 'derived')) continue;
      addresses.set(address.address, { ...address, contactId: id });
      known.set(address.address, { contactId: id, origin: address.origin, pushName, phoneNumber });
    }
    return id;
  });
  return {
    ids,
    contacts: [...contacts.values()],
    addresses: [...addresses.values()],
    updates: [...updates.values()],
  };
}

function listAddresses({ addresses, isSeen = true }: Person): Omit<NewAddress, 'contactId'>[] {
  const used = new Set(addresses);
  return [...new Set(addresses.flatMap(sameAddresses))].map((address) => ({
    address,
    origin: isSeen && used.has(address) ? 'seen' : 'derived',
  }));
}

/** WhatsApp itself uses this address for the contact: from now on it is not only what somebody typed. */
export const confirmContactAddress: (scope: Scope, contactId: string, address: string) => Promise<void> =
  confirmAddress;
