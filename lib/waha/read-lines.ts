import { createHash } from 'node:crypto';
import { asObject } from './content';
import type { IncomingMessage, SystemLine } from './happenings';
import { chatKind, normalizeAddress } from './ids';
import { cleanText, toDate } from './text';

type Json = Record<string, unknown>;
type Line = Partial<SystemLine> & Pick<SystemLine, 'kind'>;
type GroupLine = { line: Line; links: string[][] };

/** WAHA's `call.…`: one line for each call, that says how it went. */
export function readCall(
  kind: 'call_received' | 'call_accepted' | 'call_rejected',
  payload: Json,
  fallback: Date,
): IncomingMessage | undefined {
  const chat = normalizeAddress(payload.from);
  const id = cleanText(payload.id);
  if (!chat || !id || chatKind(chat) === 'other') return undefined;
  const line = { kind, isVideo: payload.isVideo === true };
  return toMessage(line, chat, `call:${id}`, toDate(payload.timestamp) ?? fallback);
}

const CHANGES: Record<string, SystemLine['kind']> = {
  join: 'people_joined',
  leave: 'people_left',
  promote: 'people_promoted',
  demote: 'people_demoted',
};

/**
 * WAHA's `group.v2.…`. These have no id: what they say, and when, is their identity. `mine` are the number's own
 * addresses: its own coming and going is told by events of their own besides. Null when nothing is left to tell.
 */
export function readGroup(
  event: string,
  payload: Json,
  mine: string[],
  fallback: Date,
): IncomingMessage | null | undefined {
  const group = asObject(payload.group);
  const chat = normalizeAddress(group?.id);
  const told = groupLine(event, payload, cleanText(group?.subject) ?? null, mine);
  if (!chat || chatKind(chat) !== 'group' || !told) return told === null ? null : undefined;
  const { line, links } = told;
  const at = toDate(payload.timestamp) ?? fallback;
  const identity = JSON.stringify([line.kind, chat, at, line.people, line.title]);
  const digest = createHash('sha256').update(identity).digest('hex').slice(0, 32);
  return { ...toMessage(line, chat, `group:${digest}`, at), links };
}

function groupLine(
  event: string,
  payload: Json,
  title: string | null,
  mine: string[],
): GroupLine | null | undefined {
  if (event === 'group.v2.join') return { line: { kind: 'group_joined', title }, links: [] };
  if (event === 'group.v2.leave') return { line: { kind: 'group_left' }, links: [] };
  if (event === 'group.v2.update')
    return { line: title ? { kind: 'group_renamed', title } : { kind: 'group_changed' }, links: [] };
  const kind = CHANGES[String(payload.type)];
  if (!kind || !Array.isArray(payload.participants)) return undefined;
  const members = payload.participants.map(asObject);
  const others = members.filter((member) => !namesOf(member).some((address) => mine.includes(address)));
  const people = others.flatMap((member) => namesOf(member)[0] ?? []).sort();
  const links = others.map(namesOf).filter((names) => names.length > 1 && names.every(isPerson));
  return people.length > 0 ? { line: { kind, people }, links } : null;
}

/** A member's addresses, the phone first. */
const namesOf = (member: Json | undefined): string[] =>
  [member?.pn, member?.id].map(normalizeAddress).filter((address) => address !== undefined);

const isPerson = (address: string): boolean => chatKind(address) === 'direct';

function toMessage(line: Line, chat: string, waId: string, at: Date): IncomingMessage {
  return {
    kind: 'message',
    waId,
    fromMe: false,
    source: null,
    chat,
    author: null,
    aliases: [],
    links: [],
    pushName: null,
    sentAt: new Date(Math.floor(at.getTime() / 1000) * 1000),
    sentRank: 0,
    type: 'system',
    text: null,
    mentions: null,
    media: null,
    location: null,
    contacts: null,
    poll: null,
    system: { people: [], title: null, isVideo: false, ...line },
    isForwarded: false,
    replyToWaId: null,
    reply: null,
    ack: null,
    raw: null,
  };
}
