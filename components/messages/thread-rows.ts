import type { MessageView } from '@/lib/messages/schema';
import type { Outgoing } from './outbox';

export type Bubble =
  | { message: MessageView; outgoing?: undefined }
  | { outgoing: Outgoing; message?: undefined };

/** One line of the thread: a bubble and what stands above it. */
export type ThreadRow = Bubble & {
  /** The same for the bubble before and after the server took it. */
  key: string;
  sentAt: string;
  /** The day (YYYY-MM-DD) it was sent, where its own date is shown above it. */
  startsDay: boolean;
  day: string;
  /** How many unread messages follow, where the divider stands above it. */
  unreadBelow?: number;
  /** First of those of one sender within a minute. */
  startsGroup: boolean;
  /** An earlier message of ours has not left yet: this one waits for it. */
  isBehind: boolean;
  /** Pictures and films sent together, in one bubble; `message` is the last of them. */
  album?: readonly MessageView[];
};

export type Divider = { messageId: string; count: number };

type Input = {
  /** Newest first. */
  messages: readonly MessageView[];
  outgoing: readonly Outgoing[];
  hasOlder: boolean;
  divider?: Divider;
  /** Who is at this screen: what is on its way is theirs. */
  meId: string;
  dayOf: (iso: string) => string;
};

/** The rows of a thread, oldest first: days, divider and groups decided. */
export function toRows({ messages, outgoing, hasOlder, divider, meId, dayOf }: Input): ThreadRow[] {
  const taken = new Set(messages.map(({ clientId }) => clientId));
  const bubbles: Bubble[] = [
    ...messages.toReversed().flatMap((message) => (neverLeft(message) ? [] : [{ message }])),
    ...outgoing.filter(({ clientId }) => !taken.has(clientId)).map((entry) => ({ outgoing: entry })),
  ];
  let before: ThreadRow | undefined;
  let isBehind = false;
  return bubbles.map((bubble) => {
    const sentAt = bubble.message ? bubble.message.sentAt : bubble.outgoing.createdAt;
    const day = dayOf(sentAt);
    // The oldest loaded message gets no date while there is more above: it would move when history arrives.
    const startsDay = before ? before.day !== day : !hasOlder;
    const unreadBelow = divider && bubble.message?.id === divider.messageId ? divider.count : undefined;
    const startsGroup =
      startsDay ||
      unreadBelow !== undefined ||
      !before ||
      Boolean(bubble.message?.recovered) ||
      !isTogether(before, bubble, sentAt, meId);
    before = { key: keyOf(bubble), sentAt, day, startsDay, unreadBelow, startsGroup, isBehind, ...bubble };
    isBehind ||= isGoing(bubble);
    return before;
  });
}

/** Taken back before it went out: nobody has to hear of it. */
const neverLeft = ({ status, revokedAt, error }: MessageView): boolean =>
  status === 'failed' && revokedAt !== null && error === null;

/** How things stood when one came: what was unread, and the newest message. */
export type Visit = { unread: number; newestId: string | undefined };

/**
 * Where the divider stands: above the oldest of the messages of others that were unread. Undefined until it is
 * loaded (`hasOlder` tells that more may come): a divider never moves.
 */
export function findDivider(
  messages: readonly MessageView[],
  { unread, newestId }: Visit,
  hasOlder: boolean,
): Divider | undefined {
  if (unread <= 0) return undefined;
  const newest = messages.findIndex(({ id }) => id === newestId);
  if (newest < 0) return undefined;
  const inbound = messages
    .slice(newest)
    .filter(({ direction, type }) => direction === 'inbound' && type !== 'system');
  if (inbound.length < unread && hasOlder) return undefined;
  const oldest = inbound[Math.min(unread, inbound.length) - 1];
  return oldest && { messageId: oldest.id, count: unread };
}

const GOING = ['queued', 'sending', 'checking'];
const isGoing = ({ message }: Bubble) => message !== undefined && GOING.includes(message.status);

/** A stable name of a bubble: its `clientId` where it was sent from a browser. */
function keyOf({ message, outgoing }: Bubble): string {
  return outgoing?.clientId ?? message?.clientId ?? message?.id ?? '';
}

const MINUTE_MS = 60_000;

function isTogether(before: ThreadRow, bubble: Bubble, sentAt: string, meId: string): boolean {
  if (before.message?.type === 'system' || bubble.message?.type === 'system') return false;
  const gap = Date.parse(sentAt) - Date.parse(before.sentAt);
  return gap >= 0 && gap < MINUTE_MS && senderOf(before, meId) === senderOf(bubble, meId);
}

function senderOf({ message, outgoing }: Bubble, meId: string): string {
  if (outgoing) return `outbound user ${meId}`;
  const { direction, sender } = message;
  return `${direction} ${sender.kind} ${sender.id ?? sender.name ?? ''}`;
}
