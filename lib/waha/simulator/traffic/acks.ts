import { ackEvent } from '../engine/events';
import type { SimMessage } from '../messages';
import { isGroup, isLid } from '../network/jids';
import type { AutoAck, Person } from '../network/network';
import type { Session } from '../sessions/session';
import type { World } from '../world';

/** Lets the automatic receipts of a message follow, one step after the other. Nobody reached: none. */
export function receiptsFor(world: World, session: Session, message: SimMessage, reached: Person[]): void {
  if (reached.length === 0) return;
  const step = world.options.timings.ackStepMs;
  world.clock.after(step, () => {
    if (message.source === 'api') acknowledge(world, session, message, 1, message.chatId);
    for (const person of reached) {
      const mode = modeOf(world, person);
      if (mode === 'server') continue;
      world.clock.after(step, () => {
        acknowledge(world, session, message, 2, readerId(message, person));
        if (mode === 'delivered') return;
        world.clock.after(step, () => acknowledge(world, session, message, 3, readerId(message, person)));
      });
    }
  });
}

/** Lets WhatsApp's ERROR follow. */
export function rejectionOf(world: World, session: Session, message: SimMessage): void {
  world.clock.after(world.options.timings.ackStepMs, () =>
    acknowledge(world, session, message, -1, message.chatId, true),
  );
}

/**
 * Reports a receipt unless that level is already known; `force` reports it whatever was before. GOWS
 * says SERVER with the echo and never as an ack.
 */
export function acknowledge(
  world: World,
  session: Session,
  message: SimMessage,
  ack: number,
  reader: string,
  force = false,
): void {
  const group = isGroup(message.chatId);
  const known = message.ack ?? 0;
  if (!force && !group && ack <= known) return;
  message.ack = ack < 0 ? ack : Math.max(known, ack);
  if (!force && ack === 1 && world.options.engine === 'GOWS') return;
  if (group && world.options.engine === 'WEBJS' && !session.config?.webjs?.tagsEventsOn) return;
  const emit = () => void world.events.emit(session, ackEvent(world, session, message, ack, reader));
  if (session.status === 'WORKING' && !session.networkDown) emit();
  else session.waiting.push(emit);
}

/** How far receipts of this person go by themselves right now. */
export function modeOf(world: World, person: Person): AutoAck {
  if (person.openUntil > Date.now()) return 'read';
  return person.autoAck ?? world.network.autoAck;
}

/** The address under which a person's receipt comes: the chat's own form, a LID in groups. */
export function readerId(message: SimMessage, person: Person): string {
  return isGroup(message.chatId) || isLid(message.chatId) ? `${person.lid}@lid` : `${person.phone}@c.us`;
}
