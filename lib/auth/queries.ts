import { and, eq, isNull, sql } from 'drizzle-orm';
import { database, type Executor } from '@/db/client';
import { memberships, organizations, users } from '@/db/schema';
import type { Module, Role } from '@/lib/core/permissions';
import { jsonRows } from '@/lib/core/sql';

/** Modules that are switched off, read with whoever asks: never from a cookie. */
const disabledModules = sql<Module[]>`coalesce(
  (select array_agg(m.module) from organization_modules m
    where m.organization_id = ${organizations.id} and not m.is_enabled), '{}')`;

/** The user behind an e-mail address, for signing in. */
export async function findUserByEmail(email: string) {
  const [user] = await database()
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      passwordHash: users.passwordHash,
      sessionVersion: users.sessionVersion,
    })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()));
  return user;
}

/** The organization a user enters first: where they became a member earliest. */
export async function findFirstMembership(userId: string) {
  const [row] = await database()
    .select({ organizationId: memberships.organizationId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), isNull(memberships.endedAt)))
    .orderBy(memberships.createdAt)
    .limit(1);
  return row;
}

export type SessionOwner = {
  name: string;
  email: string;
  role: Role;
  organizationName: string;
  timeZone: string;
  disabledModules: Module[];
};

/** Who a session speaks for, if its version is still the user's and the membership has not ended. */
export async function findSessionOwner(input: {
  userId: string;
  sessionVersion: number;
  organizationId: string;
}): Promise<SessionOwner | undefined> {
  const [row] = await database()
    .select({
      name: users.name,
      email: users.email,
      role: memberships.role,
      organizationName: organizations.name,
      timeZone: organizations.timeZone,
      disabledModules,
    })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(
      and(
        eq(users.id, input.userId),
        eq(users.sessionVersion, input.sessionVersion),
        eq(memberships.organizationId, input.organizationId),
        isNull(memberships.endedAt),
      ),
    );
  return row;
}

export type TokenOwner = {
  id: string;
  organizationId: string;
  name: string;
  scopes: string[];
  disabledModules: Module[];
  /** Requests of this token in the running second, this one included. */
  hits: number;
};

/**
 * Whether the counted second is the request's own or, where the request began earlier and waited, a later one; not by so much
 * that the clock must have been set back.
 */
const isCounted = sql`r.window_start >= excluded.window_start
  and r.window_start <= excluded.window_start + interval '1 minute'`;

/** The token with this hash and its request count of the running second: one round trip. */
export async function findTokenAndCount(tokenHash: string): Promise<TokenOwner | undefined> {
  const [row] = await database().execute<{
    id: string;
    organization_id: string;
    name: string;
    scopes: string[];
    disabled_modules: Module[];
    hits: number;
  }>(sql`
    with token as (
      select id, organization_id, name, scopes from api_tokens where token_hash = ${tokenHash} and revoked_at is null
    ), hit as (
      insert into rate_limits as r (key, window_start, count)
      select 'token:' || id, date_trunc('second', now()), 1 from token
      on conflict (key) do update set
        count = case when ${isCounted} then r.count + 1 else 1 end,
        window_start = case when ${isCounted} then r.window_start else excluded.window_start end
      returning count
    ), used as (
      update api_tokens set last_used_at = now()
      where token_hash = ${tokenHash} and (last_used_at is null or last_used_at < now() - interval '1 minute')
    )
    select token.*, hit.count as hits, coalesce(
      (select array_agg(m.module) from organization_modules m
        where m.organization_id = token.organization_id and not m.is_enabled), '{}') as disabled_modules
    from token, hit`);
  return (
    row && {
      id: row.id,
      organizationId: row.organization_id,
      name: row.name,
      scopes: row.scopes,
      disabledModules: row.disabled_modules,
      hits: row.hits,
    }
  );
}

/** Of these sessions and tokens, the keys of those that no longer hold: their event streams are closed. */
export async function findEndedCredentials(
  db: Executor,
  sessions: { key: string; userId: string; sessionVersion: number; organizationId: string }[],
  tokens: { key: string; tokenId: string; organizationId: string }[],
): Promise<string[]> {
  const rows = await db.execute<{ key: string }>(sql`
    select s.key from json_to_recordset(${jsonRows(sessions)})
      as s(key text, "userId" uuid, "sessionVersion" int, "organizationId" uuid)
    where not exists (
      select 1 from users u join memberships m on m.user_id = u.id
      where u.id = s."userId" and u.session_version = s."sessionVersion"
        and m.organization_id = s."organizationId" and m.ended_at is null)
    union all
    select t.key from json_to_recordset(${jsonRows(tokens)})
      as t(key text, "tokenId" uuid, "organizationId" uuid)
    where not exists (
      select 1 from api_tokens a
      where a.organization_id = t."organizationId" and a.id = t."tokenId" and a.revoked_at is null)`);
  return rows.map((row) => row.key);
}

/** Sets a new password and ends every session that was opened with the old one. */
export async function updatePassword(db: Executor, userId: string, passwordHash: string): Promise<void> {
  await db
    .update(users)
    .set({ passwordHash, sessionVersion: sql`${users.sessionVersion} + 1`, updatedAt: new Date() })
    .where(eq(users.id, userId));
}

/** Takes a person out of an organization; false when they don't work there. Their open streams end within 3 s. */
export async function endMembership(db: Executor, organizationId: string, userId: string): Promise<boolean> {
  const rows = await db
    .update(memberships)
    .set({ endedAt: new Date(), updatedAt: new Date() })
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.userId, userId),
        isNull(memberships.endedAt),
      ),
    )
    .returning({ userId: memberships.userId });
  return rows.length > 0;
}
