import { fullIdOf, messagePayload, ownId, ownParticipant } from '../engine/shapes';
import { webMessageId } from '../ids';
import { bodyOf, type Content, type Quoted, type SimMessage } from '../messages';
import { isGroup, userOf } from '../network/jids';
import type { Person } from '../network/network';
import type { Session } from '../sessions/session';
import type { World } from '../world';
import { receiptsFor, rejectionOf } from './acks';

/** A message on its way to the phone network. */
export interface Outgoing {
  chatId: string;
  content: Content;
  quoted?: Quoted;
  /** Chat ids, or `all` in groups. */
  mentions?: string[];
  forwarded?: boolean;
  /** Pre-generated bare id. */
  id?: string;
  source?: 'api' | 'app';
  timestamp?: number;
  /** WhatsApp refuses it. */
  rejected?: boolean;
}

/**
 * Puts a message on the network: into the history of the device, to everybody it reaches, and lets the
 * receipts follow. Garbage addresses are taken like any other and reach nobody.
 */
export function transmit(world: World, session: Session, outgoing: Outgoing): SimMessage {
  const message: SimMessage = {
    bareId: outgoing.id ?? webMessageId(world.random),
    fromMe: true,
    chatId: outgoing.chatId,
    participant: ownParticipant(session, outgoing.chatId),
    timestamp: outgoing.timestamp ?? world.clock.seconds(),
    source: outgoing.source ?? 'api',
    pushName: session.account?.pushName ?? '',
    content: outgoing.content,
    ack: outgoing.source === 'app' ? 1 : 0,
    quoted: outgoing.quoted,
    ...(outgoing.forwarded ? { forwarded: true } : {}),
  };
  session.history.add(message);
  const reached = outgoing.rejected ? [] : recipientsOf(world, session, message.chatId);
  if (outgoing.rejected) rejectionOf(world, session, message);
  for (const person of reached) recordFor(world, session, person, message, outgoing.mentions ?? []);
  receiptsFor(world, session, message, reached);
  world.touch();
  return message;
}

/** Tells about an own message: `message.any` only. Resolves after the first attempt of its webhooks. */
export function echo(world: World, session: Session, message: SimMessage): Promise<void> {
  return world.events.emit(session, {
    event: 'message.any',
    payload: messagePayload(world, session, message),
  });
}

/** Who a chat id reaches: nobody, one person, or the others of a group. */
export function recipientsOf(world: World, session: Session, chatId: string): Person[] {
  if (!isGroup(chatId)) {
    const person = world.network.personAt(chatId);
    return person ? [person] : [];
  }
  const group = world.network.groups.get(chatId);
  const others = group?.participants.filter(({ phone }) => phone !== session.account?.phone) ?? [];
  return others.flatMap(({ phone }) => world.network.people.get(phone) ?? []);
}

function recordFor(
  world: World,
  session: Session,
  person: Person,
  message: SimMessage,
  mentions: string[],
): void {
  world.network.record({
    customer: person.phone,
    session: session.name,
    from: userOf(ownId(session)),
    chatId: message.chatId,
    id: message.bareId,
    messageId: fullIdOf(world, message),
    kind: message.content.kind,
    body: bodyOf(message.content),
    content: message.content,
    quotedId: message.quoted?.bareId ?? null,
    mentions,
    forwarded: message.forwarded ?? false,
    source: message.source,
    timestamp: message.timestamp,
  });
}
