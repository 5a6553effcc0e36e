import { meInfo } from '../events/me';
import type { DeliveryAttempt } from '../events/webhooks';
import { bodyOf, isMedia, type SimMessage } from '../messages';
import type { ReceivedMessage } from '../network/network';
import type { Session } from '../sessions/session';
import type { World } from '../world';
import { pickSession } from './control-error';

/** What tests and people look at. */
export function inspectControl(world: World) {
  return {
    /** A dump of sessions, people, groups and armed faults. */
    async state(_input: Record<string, never> = {}) {
      return {
        url: world.url,
        version: world.features.version,
        engine: world.options.engine,
        startedAt: world.startedAt,
        pendingDeliveries: world.events.webhooks.pending,
        /** Connections to `/ws` that are open now. */
        streams: world.events.websockets?.count ?? 0,
        faults: world.faults.list(),
        sessions: [...world.sessions.values()].map((session) => sessionState(world, session)),
        customers: [...world.network.people.values()],
        groups: [...world.network.groups.values()],
        missing: [...world.network.missing],
      };
    },

    /** What truly reached customers, oldest first; `copies` above 1 means that a repeat went out. */
    async received(input: { phone?: string; session?: string; sinceMs?: number; limit?: number } = {}) {
      const digits = input.phone?.replace(/\D/g, '');
      const rows: ReceivedMessage[] = world.network
        .list()
        .filter(
          (row) => (!digits || row.customer === digits) && (!input.session || row.session === input.session),
        )
        .filter((row) => row.at >= (input.sinceMs ?? 0));
      return rows.slice(-(input.limit ?? rows.length));
    },

    /** One conversation from the customer's side, oldest first, for the phone page. */
    async chat(input: { session?: string; phone: string; limit?: number }) {
      const session = pickSession(world, input.session);
      const customer = input.phone.replace(/\D/g, '');
      const rows = session.history.list(`${customer}@c.us`).sort((a, b) => a.timestamp - b.timestamp);
      return {
        status: session.status,
        presence: session.presence,
        typing: session.typing.has(`${customer}@c.us`),
        messages: rows.slice(-(input.limit ?? 200)).map((message) => asSeenBy(customer, message)),
      };
    },

    /** What the account showed to others, oldest first: typing, ticks for read messages, online and offline. */
    async signals(input: { session?: string } = {}) {
      return pickSession(world, input.session).signals;
    },

    /** Attempts to deliver webhooks, oldest first. */
    async deliveries(input: { session?: string; event?: string; sinceMs?: number } = {}) {
      const rows: DeliveryAttempt[] = world.events.webhooks
        .attempts()
        .filter((row) => !input.session || row.session === input.session)
        .filter((row) => (!input.event || row.event === input.event) && row.at >= (input.sinceMs ?? 0));
      return rows;
    },
  };
}

function sessionState(world: World, session: Session) {
  return {
    name: session.name,
    status: session.status,
    title: titleOf(session),
    phone: session.account?.phone ?? null,
    me: meInfo(world, session),
    qr: session.qr,
    pairingCode: session.pairingCode,
    /** Whether the account stands online at the moment, which keeps its phone quiet. */
    presence: session.presence,
    unlinked: session.unlinked,
    silent: session.silent,
    hasConfig: session.config !== null,
    waiting: session.waiting.length,
  };
}

/** One message as the customer sees it on the phone. */
function asSeenBy(customer: string, message: SimMessage) {
  const { content } = message;
  const mine = !message.fromMe;
  const media = isMedia(content)
    ? { mediaUrl: `/__sim/media/${content.mediaKey}`, filename: content.filename }
    : {};
  return {
    id: message.bareId,
    mine,
    kind: message.revoked ? 'revoke' : content.kind,
    body:
      content.kind === 'location' ? content.name : content.kind === 'poll' ? content.name : bodyOf(content),
    timestamp: message.timestamp,
    ack: mine ? (message.seen ? 3 : 2) : message.ack,
    quoted: message.quoted?.body ?? null,
    reactions: Object.entries(message.reactions ?? {}).flatMap(([by, text]) =>
      text ? [{ text, mine: by === customer }] : [],
    ),
    ...media,
  };
}

/** What people call the session: a `name` in its metadata, else its own. */
function titleOf(session: Session): string {
  const metadata = session.config?.metadata ?? {};
  const key = Object.keys(metadata).find((name) => /(^|[._-])name$/i.test(name));
  return (key && metadata[key]) || session.name;
}
