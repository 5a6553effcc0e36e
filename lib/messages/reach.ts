import { confirmContactAddress } from '@/lib/contacts/resolve';
import { wakeAsking } from '@/lib/conversations/ask-addresses';
import type { Scope } from '@/lib/core/scope';
import type { Connection } from '@/lib/instances/connection';
import { WahaError } from '@/lib/waha/http';
import type { OutboxItem } from './outbox-queries';

/** The send itself goes first. */
const ASK_AFTER_MS = 5_000;

/**
 * Where a message must be sent to be received. WhatsApp knows some Brazilian numbers with and some without the ninth
 * digit, and takes a message to the other spelling without a word (2026.2.1): it is asked once for each phone that
 * somebody typed. Undefined when it says that the phone is not on WhatsApp. Throws {@link WahaError} while WAHA is away.
 */
export async function reachableAddress(
  scope: Scope,
  { client, session, instanceId }: Connection,
  item: Pick<OutboxItem, 'chatAddress' | 'unconfirmedContactId'>,
): Promise<string | undefined> {
  const { chatAddress, unconfirmedContactId: contactId } = item;
  if (!contactId || !chatAddress.endsWith('@c.us')) return chatAddress;
  const phone = chatAddress.slice(0, chatAddress.indexOf('@'));
  const answer = await client.checkNumber(session, phone).catch((error: unknown) => {
    // A WAHA that can't tell: it is sent to as it was typed.
    if (error instanceof WahaError && error.kind === 'refused' && error.status !== 422) return undefined;
    throw error;
  });
  if (answer === undefined) return chatAddress;
  if (!answer.exists) return undefined;
  const address = answer.address?.endsWith('@c.us') ? answer.address : chatAddress;
  await confirmContactAddress(scope, contactId, address);
  // A send's answer does not tell the hidden id under which the person will write back (WAHA issue 1908).
  await wakeAsking(scope, instanceId, new Date(Date.now() + ASK_AFTER_MS));
  return address;
}
