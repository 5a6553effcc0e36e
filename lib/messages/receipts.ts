import { authorize, type Scope } from '@/lib/core/scope';
import type { ReceiptsView } from './schema';
import { requireMessage } from './service';

/** When a message of ours was taken, delivered, read and played, as far as WhatsApp told. Throws `not_found`. */
export async function getReceipts(scope: Scope, id: string): Promise<ReceiptsView> {
  authorize(scope, 'conversations', 'conversations:read');
  const { statusTimes } = (await requireMessage(scope, id)).message;
  const at = (time: string | undefined) => (time ? new Date(time).toISOString() : null);
  return {
    sent: at(statusTimes?.sent),
    delivered: at(statusTimes?.delivered),
    read: at(statusTimes?.read),
    played: at(statusTimes?.played),
  };
}
