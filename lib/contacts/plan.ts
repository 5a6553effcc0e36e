import { newId } from '@/lib/core/ids';
import { phoneOfAddress, sameAddresses } from '@/lib/core/phones';
import type { Doubts, KnownAddress, NewAddress, NewContact } from './queries';

export type Person = {
  /** Every address that WhatsApp used for the person, the chat's own first. */
  addresses: string[];
  pushName?: string | null;
  /** WhatsApp's time of the message that tells the name. */
  at?: Date;
  /** False when only somebody typed it: WhatsApp has not confirmed it. */
  isSeen?: boolean;
};

/** Two known contacts that are one person, and the two addresses that told it. The older one stays. */
export type Join = { survivorId: string; absorbedId: string; address: string; otherAddress: string };

export type Known = Map<string, KnownAddress>;

type Plan = {
  /** The contact of each person. */
  ids: string[];
  joins: Join[];
  contacts: NewContact[];
  addresses: NewAddress[];
  updates: NewContact[];
};

/**
 * Works out whom a batch speaks of. A hint ("this hidden id is that phone") joins what it names unless that can't be:
 * a person has one phone (of two different ones the first that was told stays), a number of the organization's own is
 * nobody else, and what a person parted stays apart. Then the chat's own address decides, and the hint counts for nothing.
 */
export function planContacts(people: Person[], known: Known, doubts: Doubts): Plan {
  const nodes = new Nodes(known, doubts);
  const placed = people.map((person) => nodes.place(person));
  return { ids: placed.map((node) => nodes.rootOf(node).id), joins: nodes.joins, ...nodes.changes() };
}

/** One person while it is worked out: the known contacts that they are (none for somebody new), and what is new of them. */
type Node = {
  id: string;
  members: Set<string>;
  before: KnownAddress | undefined;
  phoneNumber: string | null;
  pushName: string | null;
  pushNameAt: Date | null;
};

class Nodes {
  readonly joins: Join[] = [];
  private readonly byAddress = new Map<string, Node>();
  private readonly parents = new Map<Node, Node>();
  private readonly fresh = new Map<string, NewAddress['origin']>();
  private readonly owners: Map<string, string>;

  constructor(
    private readonly known: Known,
    private readonly doubts: Doubts,
  ) {
    this.owners = ownersOf(doubts.own);
    const byContact = new Map<string, Node>();
    for (const row of known.values()) {
      const node = byContact.get(row.contactId) ?? knownNode(row);
      byContact.set(row.contactId, node);
      this.byAddress.set(row.address, node);
    }
  }

  /** The person, after all joins. */
  rootOf(node: Node): Node {
    const parent = this.parents.get(node);
    return parent ? this.rootOf(parent) : node;
  }

  place({ addresses, pushName, at, isSeen = true }: Person): Node {
    const [chat = '', ...aliases] = addresses;
    const hints = aliases.filter((alias) => this.owners.get(alias) === this.owners.get(chat));
    let found = this.nodeOf(chat);
    for (const hint of hints) {
      const other = this.nodeOf(hint);
      if (found && other && this.canJoin(found, other)) found = this.join(found, other, chat, hint);
      else if (!found && other && canHold(other, chat)) found = other;
    }
    const node = found ?? newNode();
    this.attach(node, chat, isSeen);
    for (const hint of hints) if (canHold(node, hint)) this.attach(node, hint, isSeen);
    if (pushName && isNews(node, pushName, at)) Object.assign(node, { pushName, pushNameAt: at ?? null });
    return node;
  }

  /** What must be written, once all are placed and the joins are done. */
  changes(): Pick<Plan, 'contacts' | 'addresses' | 'updates'> {
    const roots = [...new Set([...this.byAddress.values()].map((node) => this.rootOf(node)))];
    const changed = ({ before, phoneNumber, pushName }: Node) =>
      before && (phoneNumber !== before.phoneNumber || pushName !== before.pushName);
    return {
      contacts: roots.filter(({ before }) => !before).map(toContact),
      updates: roots.filter(changed).map(toContact),
      addresses: [...this.fresh].map(([address, origin]) => ({
        address,
        contactId: this.nodeOf(address)?.id ?? '',
        origin,
      })),
    };
  }

  private nodeOf(address: string): Node | undefined {
    for (const spelling of sameAddresses(address)) {
      const node = this.byAddress.get(spelling);
      if (node) return this.rootOf(node);
    }
    return undefined;
  }

  /** Gives a person an address in all its spellings; what is another's already stays theirs. */
  private attach(node: Node, address: string, isSeen: boolean): void {
    const owner = this.nodeOf(address);
    if (owner && owner !== node) return;
    node.phoneNumber ??= phoneOfAddress(address);
    for (const spelling of sameAddresses(address)) {
      const origin = isSeen && spelling === address ? 'seen' : 'derived';
      const before = this.fresh.get(spelling) ?? this.known.get(spelling)?.origin;
      this.byAddress.set(spelling, node);
      if (before === undefined || (before === 'derived' && origin === 'seen'))
        this.fresh.set(spelling, origin);
    }
  }

  private canJoin(one: Node, other: Node): boolean {
    if (one === other) return false;
    if (one.phoneNumber && other.phoneNumber && one.phoneNumber !== other.phoneNumber) return false;
    return !this.doubts.apart.some(([a, b]) => one.members.has(a) && other.members.has(b));
  }

  private join(one: Node, other: Node, address: string, otherAddress: string): Node {
    const [kept, gone] = isOlder(one, other) ? [one, other] : [other, one];
    if (kept.before && gone.before)
      this.joins.push({ survivorId: kept.id, absorbedId: gone.id, address, otherAddress });
    this.parents.set(gone, kept);
    for (const member of gone.members) kept.members.add(member);
    kept.phoneNumber ??= gone.phoneNumber;
    if (gone.pushName && isNews(kept, gone.pushName, gone.pushNameAt ?? undefined))
      Object.assign(kept, { pushName: gone.pushName, pushNameAt: gone.pushNameAt });
    return kept;
  }
}

/** Known before new, then by id: ids rise with time. */
const isOlder = (one: Node, other: Node): boolean =>
  Boolean(one.before) === Boolean(other.before) ? one.id < other.id : Boolean(one.before);

/** A person has one phone: in Brazil with and without the ninth digit it is the same. */
function canHold({ phoneNumber }: Node, address: string): boolean {
  const phone = phoneOfAddress(address);
  return phone === null || phoneNumber === null || phone === phoneNumber;
}

/** A name told later by WhatsApp's time; of one moment the greater, so that order does not matter. */
function isNews({ pushName, pushNameAt }: Node, name: string, at: Date | undefined): boolean {
  if (name === pushName) return false;
  if (pushName === null || pushNameAt === null || at === undefined) return true;
  return at > pushNameAt || (at.getTime() === pushNameAt.getTime() && name > pushName);
}

const knownNode = (row: KnownAddress): Node => ({
  id: row.contactId,
  members: new Set([row.contactId]),
  before: row,
  phoneNumber: row.phoneNumber,
  pushName: row.pushName,
  pushNameAt: row.pushNameAt === null ? null : new Date(row.pushNameAt),
});

const newNode = (): Node => ({
  id: newId(),
  members: new Set(),
  before: undefined,
  phoneNumber: null,
  pushName: null,
  pushNameAt: null,
});

const toContact = ({ id, phoneNumber, pushName, pushNameAt }: Node): NewContact => ({
  id,
  phoneNumber,
  pushName,
  pushNameAt,
});

/** Whose number each of the organization's own addresses is. */
function ownersOf(own: Doubts['own']): Map<string, string> {
  return new Map(
    own.flatMap(({ phoneNumber, lid }) => {
      const phone = phoneNumber && `${phoneNumber.replace(/\D/g, '')}@c.us`;
      const owner = phone ?? lid ?? '';
      const addresses = [...(phone ? sameAddresses(phone) : []), ...(lid ? [lid] : [])];
      return addresses.map((address) => [address, owner] as const);
    }),
  );
}
