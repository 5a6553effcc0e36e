import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { instances, wahaServers } from '@/db/schema';
import { inOneOrder } from '@/lib/core/sql';

export type StreamedServer = Pick<
  typeof wahaServers.$inferSelect,
  'id' | 'url' | 'apiKeyEncrypted' | 'isTrusted'
>;

/**
 * Takes, or keeps, the lease of every server of the installation that is to be read and that no other process holds.
 * A process that dies lets go of its own after 15 s.
 */
export const claimStreams = (owner: string): Promise<StreamedServer[]> =>
  database()
    .update(wahaServers)
    .set({
      streamOwner: owner,
      streamLeaseUntil: sql`now() + interval '15 seconds'`,
      streamOpenAt: sql`case when ${wahaServers.streamOwner} = ${owner} then ${wahaServers.streamOpenAt} end`,
    })
    .where(sql`${wahaServers.id} = any(array(${freeFor(owner)} ${inOneOrder('waha_servers')}))`)
    .returning({
      id: wahaServers.id,
      url: wahaServers.url,
      apiKeyEncrypted: wahaServers.apiKeyEncrypted,
      isTrusted: wahaServers.isTrusted,
    });

/** The servers to be read that this process reads already, or that nobody does. */
const freeFor = (owner: string) =>
  database()
    .select({ id: wahaServers.id })
    .from(wahaServers)
    .where(
      and(
        eq(wahaServers.readsStream, true),
        isNull(wahaServers.removedAt),
        or(
          isNull(wahaServers.streamOwner),
          eq(wahaServers.streamOwner, owner),
          lt(wahaServers.streamLeaseUntil, sql`now()`),
        ),
      ),
    );

const heldBy = (id: string, owner: string) => and(eq(wahaServers.id, id), eq(wahaServers.streamOwner, owner));

/** Lets go of a server, so that another process need not wait. */
export async function releaseStream(id: string, owner: string): Promise<void> {
  await database()
    .update(wahaServers)
    .set({ streamOwner: null, streamLeaseUntil: null, streamOpenAt: null })
    .where(heldBy(id, owner));
}

/** Keeps since when a stream is open, or that it is not. */
export async function markStreamOpen(id: string, owner: string, openAt: Date | null): Promise<void> {
  await database().update(wahaServers).set({ streamOpenAt: openAt }).where(heldBy(id, owner));
}

/** The numbers on a server, whosever they are. */
export const selectNumbersOfServer = (serverId: string) =>
  database()
    .select({ organizationId: instances.organizationId, id: instances.id })
    .from(instances)
    .where(and(eq(instances.serverId, serverId), isNull(instances.deletedAt)));
