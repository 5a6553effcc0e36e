import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { instances, organizations, pairingLinks, users } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';

const columns = {
  link: pairingLinks,
  /** By the database's clock, which is one for all processes. */
  secondsLeft: sql<number>`floor(extract(epoch from ${pairingLinks.expiresAt} - now()))::int`,
  instanceName: instances.name,
  connectedAt: instances.connectedAt,
  organizationName: organizations.name,
  createdByName: users.name,
  isModuleOff: sql<boolean>`exists (select 1 from organization_modules m
    where m.organization_id = ${pairingLinks.organizationId} and m.module = 'instances' and not m.is_enabled)`,
};

const select = (db: Scope['db']) =>
  db
    .select(columns)
    .from(pairingLinks)
    .innerJoin(
      instances,
      and(
        eq(instances.organizationId, pairingLinks.organizationId),
        eq(instances.id, pairingLinks.instanceId),
        isNull(instances.deletedAt),
      ),
    )
    .innerJoin(organizations, eq(organizations.id, pairingLinks.organizationId))
    .leftJoin(users, eq(users.id, pairingLinks.createdByUserId));

export type LinkRow = Awaited<ReturnType<typeof select>>[number];

/** The newest link of a number. */
export async function selectNewestLink(scope: Scope, instanceId: string): Promise<LinkRow | undefined> {
  const [row] = await select(scope.db)
    .where(
      and(eq(pairingLinks.organizationId, scope.organizationId), eq(pairingLinks.instanceId, instanceId)),
    )
    .orderBy(desc(pairingLinks.createdAt), desc(pairingLinks.id))
    .limit(1);
  return row;
}

/** The two look-ups without an organization: whoever has the address, or the cookie, has nothing else. */
export async function selectLinkByToken(tokenHash: string): Promise<LinkRow | undefined> {
  const [row] = await select(database()).where(eq(pairingLinks.tokenHash, tokenHash));
  return row;
}

export async function selectLinkByGuest(guestHash: string): Promise<LinkRow | undefined> {
  const [row] = await select(database()).where(eq(pairingLinks.guestHash, guestHash));
  return row;
}

type NewLink = Pick<
  typeof pairingLinks.$inferInsert,
  'id' | 'instanceId' | 'tokenHash' | 'connectedBefore' | 'createdByUserId'
>;

/** A link for `minutes` from now. */
export async function insertLink(scope: Scope, link: NewLink, minutes: number): Promise<void> {
  await scope.db.insert(pairingLinks).values({
    ...link,
    organizationId: scope.organizationId,
    expiresAt: sql`now() + make_interval(mins => ${minutes})`,
  });
}

/** Gives an open link to one browser; false when it is not open any more. */
export async function claimLinkRow(tokenHash: string, guestHash: string): Promise<boolean> {
  const rows = await database()
    .update(pairingLinks)
    .set({ guestHash, claimedAt: sql`now()` })
    .where(
      and(
        eq(pairingLinks.tokenHash, tokenHash),
        isNull(pairingLinks.claimedAt),
        isNull(pairingLinks.revokedAt),
        sql`${pairingLinks.expiresAt} > now()`,
      ),
    )
    .returning({ id: pairingLinks.id });
  return rows.length > 0;
}

/** Ends what is left of a number's links. */
export async function revokeLinkRows(scope: Scope, instanceId: string): Promise<void> {
  await scope.db
    .update(pairingLinks)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(pairingLinks.organizationId, scope.organizationId),
        eq(pairingLinks.instanceId, instanceId),
        isNull(pairingLinks.revokedAt),
        sql`${pairingLinks.expiresAt} > now()`,
      ),
    );
}

/** Removes links that nobody will ask about again. */
export async function deleteOldLinks(db: Scope['db']): Promise<void> {
  await db.delete(pairingLinks).where(sql`${pairingLinks.expiresAt} < now() - interval '7 days'`);
}
