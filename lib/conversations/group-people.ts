import { authorize, type Scope } from '@/lib/core/scope';
import { findConnection } from '@/lib/instances/connection';
import { WahaError } from '@/lib/waha/http';
import { listParticipants } from '@/lib/waha/participants';
import { type KnownPerson, selectGroupPeople } from './group-queries';
import type { GroupPerson } from './group-schema';
import { requireConversation } from './service';

/**
 * Whom a text in this group can name, by name: who is in it, as WhatsApp tells now; while it can't be asked, who has
 * written there. Nobody outside of groups. Throws `not_found`.
 */
export async function listGroupPeople(scope: Scope, conversationId: string): Promise<GroupPerson[]> {
  authorize(scope, 'conversations', 'conversations:read');
  const { conversation } = await requireConversation(scope, conversationId);
  const { id, kind, groupAddress, instanceId } = conversation;
  if (kind !== 'group' || !groupAddress) return [];
  const participants = await askParticipants(scope, instanceId, groupAddress);
  const known = await selectGroupPeople(scope, id, participants?.flat() ?? []);
  const people = participants ? participants.map((one) => toPerson(one, known)) : known.map(toKnown);
  return people
    .filter((person) => person !== undefined)
    .toSorted((one, other) => byName(one).localeCompare(byName(other)));
}

/** Who has no name comes last. */
const byName = ({ name }: GroupPerson) => (name.startsWith('+') ? `\uffff${name}` : name);

/** The addresses of each; undefined while WAHA can't be asked. */
async function askParticipants(
  scope: Scope,
  instanceId: string,
  group: string,
): Promise<string[][] | undefined> {
  const connection = await findConnection(scope, instanceId);
  if (connection?.status !== 'WORKING') return undefined;
  try {
    const all = await listParticipants(connection.client, connection.session, group);
    const own = connection.ownPhone && `${connection.ownPhone.replace(/\D/g, '')}@c.us`;
    return all.filter((addresses) => !own || !addresses.includes(own));
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    return undefined;
  }
}

/** Who is no contact yet can be named by phone; whom WhatsApp hides and nobody knows, not at all. */
function toPerson(addresses: string[], known: KnownPerson[]): GroupPerson | undefined {
  const contact = known.find((one) => one.addresses.some((address) => addresses.includes(address)));
  if (contact) return toKnown(contact);
  const phone = addresses.find((address) => address.endsWith('@c.us'))?.split('@')[0];
  return phone ? { mention: phone, name: `+${phone}`, phoneNumber: `+${phone}` } : undefined;
}

function toKnown({ id, name, phoneNumber }: KnownPerson): GroupPerson | undefined {
  if (name) return { mention: id, name, phoneNumber };
  return phoneNumber
    ? { mention: phoneNumber.replace(/\D/g, ''), name: phoneNumber, phoneNumber }
    : undefined;
}
