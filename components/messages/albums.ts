import type { MessageView } from '@/lib/messages/schema';
import type { ThreadRow } from './thread-rows';

/** Fewer stand each for itself, as in WhatsApp. */
const LEAST = 4;

/**
 * Puts pictures and films that one sender sent together into one row: the first of them names it, the last, which may
 * have a caption, is its message.
 */
export function toAlbums(rows: readonly ThreadRow[]): ThreadRow[] {
  const shown: ThreadRow[] = [];
  let run: ThreadRow[] = [];
  const close = () => {
    shown.push(...(run.length < LEAST ? run : [asAlbum(run)]));
    run = [];
  };
  for (const row of rows) {
    const fits = isPart(row);
    if (!fits || row.startsGroup || row.unreadBelow !== undefined) close();
    if (!fits) shown.push(row);
    else run.push(row);
    if (fits && row.message?.text) close();
  }
  close();
  return shown;
}

/** What has something of its own to say (a quote, reactions, a failure) stands for itself. */
function isPart({ message }: ThreadRow): boolean {
  if (!message || message.revokedAt || message.replyTo || message.held || message.error) return false;
  return (
    (message.type === 'image' || message.type === 'video') &&
    message.media?.state === 'ready' &&
    message.reactions.length === 0 &&
    message.pendingChanges.length === 0 &&
    !['checking', 'failed'].includes(message.status)
  );
}

function asAlbum(run: readonly ThreadRow[]): ThreadRow {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last?.message) throw new Error('An album has pictures');
  const album = run.flatMap(({ message }) => message ?? []);
  return { ...first, message: { ...last.message, status: slowest(album) }, outgoing: undefined, album };
}

const RISING: MessageView['status'][] = ['queued', 'sending', 'sent', 'delivered', 'read', 'played'];

/** An album got as far as the last of its pictures. */
function slowest(album: readonly MessageView[]): MessageView['status'] {
  const status = RISING.find((one) => album.some((message) => message.status === one));
  return status ?? 'received';
}

/** The row in which a message stands; -1 where it is not here. */
export const rowOf = (rows: readonly ThreadRow[], messageId: string): number =>
  rows.findIndex(
    ({ message, album }) => message?.id === messageId || album?.some(({ id }) => id === messageId),
  );
