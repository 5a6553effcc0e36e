import { authorize, type Scope } from '@/lib/core/scope';
import { findConnection } from '@/lib/instances/connection';
import { WahaError } from '@/lib/waha/http';
import { listParticipants, type Participant } from '@/lib/waha/participants';
import { type KnownPerson, selectGroupPeople } from './group-queries';
import type { Group, GroupPerson } from './group-schema';
import { requireConversation } from './service';

const NOBODY: Group = { people: [], size: null, isOwnAdmin: null };

/**
 * Who is in this group by name, as WhatsApp tells now; while it can't be asked, who has written there. Nobody outside of
 * groups. Throws `not_found`.
 */
export async function listGroupPeople(scope: Scope, conversationId: string): Promise<Group> {
  authorize(scope, 'conversations', 'conversations:read');
  const { conversation } = await requireConversation(scope, conversationId);
  const { id, kind, groupAddress, instanceId } = conversation;
  if (kind !== 'group' || !groupAddress) return NOBODY;
  const asked = await askParticipants(scope, instanceId, groupAddress);
  const known = await selectGroupPeople(scope, id, asked?.others.flatMap(({ addresses }) => addresses) ?? []);
  const people = asked ? asked.others.map((one) => toPerson(one, known)) : known.map(toKnown);
  return {
    people: people
      .filter((person) => person !== undefined)
      .toSorted((one, other) => byName(one).localeCompare(byName(other))),
    size: asked?.size ?? null,
    isOwnAdmin: asked?.own?.isAdmin ?? null,
  };
}

/** Who has no name comes last. */
const byName = ({ name }: GroupPerson) => (name.startsWith('+') ? `\uffff${name}` : name);

/** Ourselves and the others; undefined while WAHA can't be asked. */
async function askParticipants(scope: Scope, instanceId: string, group: string) {
  const connection = await findConnection(scope, instanceId);
  if (connection?.status !== 'WORKING') return undefined;
  try {
    const all = await listParticipants(connection.client, connection.session, group);
    const ownAddress = connection.ownPhone && `${connection.ownPhone.replace(/\D/g, '')}@c.us`;
    const own = all.find(({ addresses }) => ownAddress && addresses.includes(ownAddress));
    return { own, others: all.filter((one) => one !== own), size: all.length };
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    return undefined;
  }
}

/** Who is no contact yet can be named by phone; whom WhatsApp hides and nobody knows, not at all. */
function toPerson({ addresses, isAdmin }: Participant, known: KnownPerson[]): GroupPerson | undefined {
  const contact = known.find((one) => one.addresses.some((address) => addresses.includes(address)));
  const person = contact && toKnown(contact);
  if (person) return { ...person, isAdmin };
  const phone = addresses.find((address) => address.endsWith('@c.us'))?.split('@')[0];
  const name = `+${phone}`;
  return phone ? { mention: phone, contactId: null, name, phoneNumber: name, isAdmin } : undefined;
}

function toKnown({ id, name, phoneNumber }: KnownPerson): GroupPerson | undefined {
  const known = { contactId: id, phoneNumber, isAdmin: false };
  if (name) return { ...known, mention: id, name };
  return phoneNumber ? { ...known, mention: phoneNumber.replace(/\D/g, ''), name: phoneNumber } : undefined;
}
