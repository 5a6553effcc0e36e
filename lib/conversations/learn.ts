import type { Scope } from '@/lib/core/scope';
import { whileReceiving } from '@/lib/instances/lock';
import { ensurePeople } from './resolve';

/** Two addresses that WhatsApp says are one person's; the first one is known. */
export type Link = { address: string; otherAddress: string };

/** Takes in what WhatsApp told about addresses when it was asked, as if a message had said so. */
export async function learnAddresses(scope: Scope, instanceId: string, links: Link[]): Promise<void> {
  if (links.length === 0) return;
  await whileReceiving(scope, instanceId, async (inside) => {
    await ensurePeople(
      inside,
      links.map(({ address, otherAddress }) => ({ addresses: [address, otherAddress] })),
    );
  });
}
