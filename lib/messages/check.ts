import type { Scope } from '@/lib/core/scope';
import type { Connection } from '@/lib/instances/connection';
import { WahaError } from '@/lib/waha/http';
import { askAgain } from './later';
import type { OutboxItem } from './outbox-queries';
import { settleByEcho, settleOtherwise, settleSent } from './settle';

/** A clear "not there" counts only when it was said twice. */
const ABSENCES_NEEDED = 2;
/** Without an id of its own a send can't be asked for: after this only a person may decide. */
const UNSETTLED_MS = 60_000;

/** Asks for a message whose fate is unknown; false when WAHA can't be asked now. */
export async function checkMessage(scope: Scope, connection: Connection, item: OutboxItem): Promise<boolean> {
  if (!item.waId || !connection.canPresetIds) return checkWithoutId(scope, connection, item);
  try {
    const found = await connection.client.findMessage(connection.session, item.waId);
    if (found) {
      const sentAt = found.timestamp ? new Date(found.timestamp * 1000) : null;
      await settleSent(scope, connection.instanceId, item, 'checking', {
        waId: item.waId,
        sentAt,
        ack: found.ack,
      });
      return true;
    }
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    await askAgain(scope, item, item.absences);
    return false;
  }
  const absences = item.absences + 1;
  if (absences < ABSENCES_NEEDED) await askAgain(scope, item, absences);
  // It certainly never left: the same message may go once more, with the same id.
  else
    await settleOtherwise(scope, item, 'checking', {
      status: 'queued',
      nextAttemptAt: new Date(),
      absences: 0,
    });
  return true;
}

async function checkWithoutId(scope: Scope, connection: Connection, item: OutboxItem): Promise<boolean> {
  if (await settleByEcho(scope, connection.instanceId, item)) return true;
  const age = Date.now() - (item.sendingAt ? new Date(item.sendingAt).getTime() : 0);
  if (age < UNSETTLED_MS) await askAgain(scope, item, 0);
  else
    await settleOtherwise(scope, item, 'checking', {
      status: 'failed',
      errorCode: 'unsettled',
      nextAttemptAt: null,
    });
  return true;
}
