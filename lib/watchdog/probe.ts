import type { Scope } from '@/lib/core/scope';
import { requireInstance } from '@/lib/instances/service';
import { clientOf } from '@/lib/servers/connect';
import { chatKind } from '@/lib/waha/ids';
import { historyTime, readHistoryRow } from '@/lib/waha/read-history';
import { hasHistory } from '@/lib/waha/version';
import { selectMissing, type Watched } from './queries';

const CHATS = 10;
/** What is younger may still be on its way. */
const ARRIVES_MS = 30_000;

/**
 * Whether WAHA's chats end with a message that it never told us: the strongest sign of a session that works and is
 * silent. Only what came after everything else we heard counts, and after the last filling of gaps. False where WAHA
 * can't be asked.
 */
export async function hasMissing(scope: Scope, watched: Watched, now: Date): Promise<boolean> {
  if (watched.filledAt === null) return false;
  const { instance, server } = await requireInstance(scope, watched.id);
  if (!hasHistory(server.version)) return false;
  const heardAt = Math.max(
    ...[watched.filledAt, watched.lastSignalAt, watched.statusAt].map((at) => (at ? Date.parse(at) : 0)),
  );
  const chats = await clientOf(server)
    .chats(instance.wahaSession, CHATS, 0)
    .catch(() => []);
  const candidates = chats
    .filter(({ address }) => !(watched.ignoreGroups && chatKind(address) === 'group'))
    .flatMap(({ lastMessage }) => {
      const at = lastMessage && historyTime(lastMessage)?.getTime();
      return lastMessage && at && at > heardAt && at < now.getTime() - ARRIVES_MS
        ? readHistoryRow(lastMessage, server.engine ?? '', now)
        : [];
    })
    // Some kinds have no event: their absence proves nothing.
    .filter((event) => event.kind === 'message' && event.type !== 'unsupported' && event.type !== 'system');
  const waIds = candidates.map(({ waId }) => waId);
  return (await selectMissing(scope, watched.id, waIds)).length > 0;
}
