import { editedEvent, pollVoteEvent, reactionEvent, revokedEvent } from '../engine/events';
import { messagePayload } from '../engine/shapes';
import type { Content, SimMessage } from '../messages';
import { isGroup, isLid } from '../network/jids';
import type { Session } from '../sessions/session';
import { addressed, whenWorking } from '../traffic/inbound';
import type { World } from '../world';
import { controlError, linkedSession } from './control-error';
import { find, refOf } from './messages';
import { personOf } from './people';

interface OnMessage {
  session?: string;
  /** Phone of the customer who does it. */
  from: string;
  /** Full or bare id of the message it is about. */
  id: string;
}

/** What a customer does to messages: react, edit, take back, vote; calls and typing too. */
export function reactionControl(world: World) {
  return {
    /** Reacts to a message; an empty text takes the reaction back. */
    async react(input: OnMessage & { text: string }) {
      const { session, target, carrier } = prepare(world, input, { kind: 'empty' });
      target.reactions = { ...target.reactions, [input.from.replace(/\D/g, '')]: input.text };
      whenWorking(
        session,
        () => void world.events.emit(session, reactionEvent(world, carrier, target, input.text)),
      );
      return refOf(world, carrier);
    },

    /** Changes an own message. */
    async edit(input: OnMessage & { text: string }) {
      const content = { kind: 'edit' as const, targetId: '', text: input.text };
      const { session, target, carrier } = prepare(world, input, content);
      content.targetId = target.bareId;
      if (target.content.kind === 'text') target.content = { kind: 'text', text: input.text };
      const event = editedEvent(world, session, carrier, target);
      whenWorking(
        session,
        () => void world.events.emit(session, event ?? legacyMessage(world, session, carrier)),
      );
      return refOf(world, carrier);
    },

    /** Takes an own message back for everybody. */
    async revoke(input: OnMessage) {
      const content = { kind: 'revoke' as const, targetId: '' };
      const { session, target, carrier } = prepare(world, input, content);
      content.targetId = target.bareId;
      const event = revokedEvent(world, session, carrier, target);
      target.revoked = true;
      whenWorking(
        session,
        () => void world.events.emit(session, event ?? legacyMessage(world, session, carrier)),
      );
      return refOf(world, carrier);
    },

    /** Votes in a poll; an empty list takes the vote back, `failed` is a vote that could not be read. */
    async vote(input: OnMessage & { options: string[]; failed?: boolean }) {
      const { session, target, carrier } = prepare(world, input, { kind: 'empty' });
      if (target.content.kind !== 'poll') throw controlError('That message is not a poll');
      const event = pollVoteEvent(world, carrier, target, input.options);
      if (input.failed) failVote(world, event);
      whenWorking(session, () => void world.events.emit(session, event));
      return refOf(world, carrier);
    },

    /** Calls the business: received, then accepted or rejected when asked for. */
    async call(input: {
      session?: string;
      from: string;
      isVideo?: boolean;
      asLid?: boolean;
      ends?: 'accepted' | 'rejected';
    }) {
      const session = linkedSession(world, input.session);
      const person = personOf(world, input.from);
      const id = world.random.hex(32);
      const from = input.asLid ? `${person.lid}@lid` : `${person.phone}@c.us`;
      const isVideo = input.isVideo ?? false;
      const fractional = world.options.engine === 'NOWEB';
      const timestamp = fractional ? Date.now() / 1000 : world.clock.seconds();
      const payload = { id, from, timestamp, isVideo, isGroup: false, _data: {} };
      void world.events.emit(session, { event: 'call.received', payload });
      if (input.ends && !(input.ends === 'accepted' && world.options.engine === 'WEBJS')) {
        void world.events.emit(session, { event: `call.${input.ends}`, payload });
      }
      return { id };
    },

    /** The customer is typing, recording, online, offline or paused; only for subscribed chats. */
    async presence(input: {
      session?: string;
      from: string;
      presence: 'typing' | 'recording' | 'paused' | 'online' | 'offline';
      group?: string;
      asLid?: boolean;
    }) {
      const session = linkedSession(world, input.session);
      const person = personOf(world, input.from);
      const own = input.group || input.asLid ? `${person.lid}@lid` : `${person.phone}@c.us`;
      const id = input.group ?? own;
      if (world.options.engine === 'WEBJS' && !session.config?.webjs?.tagsEventsOn) return { sent: false };
      if (!session.subscriptions.has(world.network.conversationKey(id))) return { sent: false };
      const lastSeen = input.presence === 'offline' ? world.clock.seconds() : null;
      const presences = [{ participant: own, lastKnownPresence: input.presence, lastSeen }];
      void world.events.emit(session, { event: 'presence.update', payload: { id, presences } });
      return { sent: true };
    },
  };
}

function prepare(world: World, input: OnMessage, content: Content) {
  const session = linkedSession(world, input.session);
  const target = find(session, input.id);
  if (!target) throw controlError(`The session does not know message '${input.id}'`);
  const person = personOf(world, input.from);
  const group = isGroup(target.chatId) ? target.chatId : undefined;
  const carrier = addressed(world, { person, content, group, asLid: isLid(target.chatId) });
  return { session, target, carrier };
}

/** 2024.10 sends edits and revokes as `message` with body null. */
function legacyMessage(world: World, session: Session, carrier: SimMessage) {
  const shown = { ...carrier, content: { kind: 'empty' as const } };
  return { event: 'message', payload: messagePayload(world, session, shown, false) };
}

function failVote(world: World, event: { event: string; payload: Record<string, unknown> }): void {
  event.event = 'poll.vote.failed';
  const vote = event.payload.vote as Record<string, unknown>;
  vote.selectedOptions = world.options.engine === 'GOWS' ? null : [];
}
