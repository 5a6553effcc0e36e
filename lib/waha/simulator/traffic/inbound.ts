import type { EngineEvent } from '../engine/events';
import { messagePayload } from '../engine/shapes';
import { phoneMessageId } from '../ids';
import type { Content, Quoted, SimMessage } from '../messages';
import { isGroup } from '../network/jids';
import type { Person } from '../network/network';
import type { Session } from '../sessions/session';
import type { World } from '../world';

/** A message of somebody else, before it has an address for the engine at hand. */
export interface Incoming {
  person: Person;
  content: Content;
  /** `…@g.us` when it was written in a group. */
  group?: string;
  /** The network shows the sender by LID instead of phone. */
  asLid?: boolean;
  quoted?: Quoted;
  mentions?: string[];
  id?: string;
  timestamp?: number;
}

const MAX_WAITING = 20_000;

/** Addresses a message as this engine would show it. */
export function addressed(world: World, incoming: Incoming): SimMessage {
  const { person, group } = incoming;
  const [phone, lid] = [`${person.phone}@c.us`, `${person.lid}@lid`];
  const asLid = incoming.asLid ?? person.phoneHidden;
  const known = person.phoneHidden ? undefined : phone;
  const addresses = group
    ? { chatId: group, participant: lid, participantAlt: known }
    : asLid
      ? { chatId: lid, chatAlt: known }
      : { chatId: phone, chatAlt: world.options.engine === 'GOWS' ? lid : undefined };
  return {
    bareId: incoming.id ?? phoneMessageId(world.random),
    fromMe: false,
    ...addresses,
    timestamp: incoming.timestamp ?? world.clock.seconds(),
    source: 'app',
    pushName: person.name,
    content: incoming.content,
    ack: world.options.engine === 'WEBJS' ? 1 : 2,
    quoted: incoming.quoted,
    mentions: incoming.mentions,
  };
}

/**
 * Hands a message to a linked device: at once while it is WORKING, else when it is again. Twins are the
 * same message under the other address.
 */
export function arrive(world: World, session: Session, message: SimMessage, twin = false): void {
  if (ignored(session, message)) return;
  session.history.add(message);
  const deliver = () => {
    void world.events.emit(session, ...arrivalEvents(world, session, message));
    if (twin && message.chatAlt) {
      const other = { ...message, chatId: message.chatAlt, chatAlt: message.chatId };
      void world.events.emit(session, ...arrivalEvents(world, session, other));
    }
    world.touch();
  };
  whenWorking(session, deliver);
}

/** Runs now on a WORKING session, otherwise as soon as it is WORKING again. */
export function whenWorking(session: Session, task: () => void): void {
  if (session.status === 'WORKING' && !session.networkDown) task();
  else if (session.waiting.length < MAX_WAITING) session.waiting.push(task);
}

function arrivalEvents(world: World, session: Session, message: SimMessage): EngineEvent[] {
  if (message.content.kind === 'waiting') {
    // Only WEBJS tells about undecryptable messages; on NOWEB nothing at all is sent (observed on 2026.2.1).
    if (world.options.engine !== 'WEBJS') return [];
    return [{ event: 'message.waiting', payload: messagePayload(world, session, message) }];
  }
  const payload = messagePayload(world, session, message);
  const events = [{ event: 'message.any', payload }];
  return message.fromMe ? events : [{ event: 'message', payload }, ...events];
}

function ignored(session: Session, message: SimMessage): boolean {
  const ignore = session.config?.ignore;
  if (message.chatId === 'status@broadcast') return ignore?.status === true;
  return isGroup(message.chatId) && ignore?.groups === true;
}
