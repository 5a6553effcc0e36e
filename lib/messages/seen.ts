import type { Scope } from '@/lib/core/scope';
import { findConnection } from '@/lib/instances/connection';
import { restAccount } from '@/lib/instances/presence';
import { addJob } from '@/lib/jobs/add-job';
import { fullMessageId } from '@/lib/waha/ids';
import { markSeen } from '@/lib/waha/signals';
import { type Readable, selectReadable } from './seen-queries';

/** While the number does not work; after an hour nobody waits for the ticks any more. */
const AGAIN_MS = 60_000;

/**
 * Job: tells customers that a person has read their messages, where the number is to tell that. What a number that is
 * down can't tell is told within the hour.
 */
export async function tellSeen(scope: Scope, messageIds: string[], until: Date): Promise<void> {
  for (const readable of await selectReadable(scope, messageIds)) await tell(scope, readable, until);
}

async function tell(scope: Scope, readable: Readable, until: Date): Promise<void> {
  const { instanceId, chat, author, messages } = readable;
  const connection = await findConnection(scope, instanceId);
  if (!connection?.settings.sendReadReceipts) return;
  const { client, session, status } = connection;
  if (status !== 'WORKING') {
    if (until > new Date()) await later(scope, readable, until);
    return;
  }
  const messageIds = messages.map(({ waId }) => fullMessageId({ waId, chat, author, fromMe: false }));
  await markSeen(client, { session, chatId: chat, messageIds, ...(author ? { participant: author } : {}) });
  await restAccount(scope, instanceId);
}

const later = (scope: Scope, { messages }: Readable, until: Date): Promise<void> =>
  addJob(
    scope.db,
    'tell_seen',
    {
      organizationId: scope.organizationId,
      messageIds: messages.map(({ id }) => id),
      until: until.toISOString(),
    },
    { runAt: new Date(Date.now() + AGAIN_MS), maxAttempts: 3 },
  );
