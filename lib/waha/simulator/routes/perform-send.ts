import { ownId, sendAnswer } from '../engine/shapes';
import type { SendFault } from '../faults';
import { EngineError, HttpError } from '../http/http-error';
import { ANSWERED, type Call } from '../http/router';
import { bareIdOf } from '../ids';
import { bodyOf, type Content, type Quoted, type SimMessage } from '../messages';
import { isGroup, readChatId } from '../network/jids';
import { workingSession } from '../sessions/guard';
import type { Session } from '../sessions/session';
import { markActive } from '../traffic/online';
import { echo, transmit } from '../traffic/outbound';
import type { World } from '../world';

/** What a send route says about itself. */
export interface SendRules {
  /** The call accepts a pre-generated `id` (sendText, polls, locations, contacts, forwards; GOWS: media too). */
  takesId: boolean;
  /** NOWEB answers with a WAHA message instead of Baileys' (polls, forwards). */
  answersMessage?: boolean;
  /** WhatsApp shows it as forwarded. */
  isForward?: boolean;
}

/**
 * One send from request to answer: waits for WORKING, lets an armed fault strike, puts the message on
 * the network and echoes it. The content is read only after the status is right, as in WAHA.
 */
export async function performSend(
  call: Call,
  rules: SendRules,
  read: (session: Session) => Promise<Content> | Content,
): Promise<unknown> {
  const { world, body } = call;
  const session = await workingSession(world, body.session);
  const content = await read(session);
  const chatId = chatIdOf(body.chatId);
  markActive(world, session);
  const fault = world.faults.takeSend(session.name);
  if (fault && !goesOut(fault)) return strike(call, fault);
  refuseTimelocked(world, session, chatId);
  const quoted = quotedFor(session, body.reply_to);
  const id = rules.takesId ? pregenerated(world, body.id) : undefined;
  const message = transmit(world, session, {
    chatId,
    content,
    quoted,
    id,
    mentions: mentionsOf(body.mentions),
    forwarded: rules.isForward,
    rejected: world.faults.takeRejection(session.name),
  });
  if (fault) {
    void echo(world, session, message);
    return strike(call, fault);
  }
  return answerWithEcho(call, session, message, rules);
}

/** One change of a message through the fault that is armed next: refused, crashed before, or cut after it was done. */
export function performChange(call: Call, session: Session, apply: () => unknown): unknown {
  const fault = call.world.faults.takeSend(session.name);
  if (fault && !goesOut(fault)) return strike(call, fault);
  const answer = apply();
  return fault ? strike(call, fault) : answer;
}

/** `chatId` as the engine reads it; missing or numeric ones end in 500, as observed. */
export function chatIdOf(chatId: unknown): string {
  if (chatId === undefined || chatId === null) {
    throw new EngineError("Cannot read properties of undefined (reading 'includes')", 'TypeError');
  }
  if (typeof chatId !== 'string') throw new EngineError('chatId.includes is not a function', 'TypeError');
  return readChatId(chatId);
}

/** The quote of `reply_to`; a message that the device no longer knows gives none. */
export function quotedFor(session: Session, replyTo: unknown): Quoted | undefined {
  if (typeof replyTo !== 'string' || replyTo === '') return undefined;
  const target = session.history.find(bareIdOf(replyTo));
  if (!target) return undefined;
  const author = target.fromMe ? ownId(session) : (target.participant ?? target.chatId);
  return { bareId: target.bareId, participant: author, body: bodyOf(target.content) ?? '' };
}

async function answerWithEcho(call: Call, session: Session, message: SimMessage, rules: SendRules) {
  const { world } = call;
  const answer = sendAnswer(world, session, message, rules.answersMessage);
  const order = world.faults.echo;
  if (order === 'before') await echo(world, session, message);
  if (order === 'same') void echo(world, session, message);
  if (order === 'after')
    call.response.on('finish', () => setTimeout(() => void echo(world, session, message), 20));
  return answer;
}

function mentionsOf(mentions: unknown): string[] {
  return (Array.isArray(mentions) ? mentions : [mentions]).filter((value) => typeof value === 'string');
}

function goesOut(fault: SendFault): boolean {
  return fault.mode === 'cut' || fault.mode === 'empty' || (fault.mode === 'hang' && fault.sent);
}

function strike(call: Call, fault: SendFault): unknown {
  if (fault.mode === 'refuse') throw refusal(fault.status, fault.message);
  if (fault.mode === 'empty') return undefined;
  if (fault.mode === 'cut' || fault.mode === 'crash') call.request.socket.destroy();
  return ANSWERED;
}

function refusal(status: number, message: string): Error {
  return status === 500 ? new EngineError(message) : new HttpError(status, { message, statusCode: status });
}

/** Reach-out timelock: chats where the other side never wrote are refused with 463 (ISS#1992). */
function refuseTimelocked(world: World, session: Session, chatId: string): void {
  const capped = session.capping?.cappingStatus === 'CAPPED';
  if (!isLocked(session, world.clock.seconds()) && !capped) return;
  if (isGroup(chatId) || session.history.hasInbound(chatId)) return;
  throw new EngineError('server returned error 463');
}

function isLocked({ timelock }: Session, now: number): boolean {
  return timelock?.isActive === true && (timelock.timeEnforcementEnds ?? now + 1) > now;
}

function pregenerated(world: World, id: unknown): string | undefined {
  if (!world.features.pregeneratedIds || world.options.engine === 'WEBJS') return undefined;
  return typeof id === 'string' && id !== '' ? bareIdOf(id) : undefined;
}
