import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { dayOf, idArray, inOneOrder } from '@/lib/core/sql';

type Placed = { id: string; conversationId: string };

/** Changes the messages that `chosen` selects by their ids, as `m`. */
const changeChosen = (scope: Scope, chosen: SQL, change: SQL): Promise<Placed[]> =>
  scope.db.execute<Placed>(sql`
    with chosen as (${chosen} ${inOneOrder('m')})
    update messages m set ${change}, updated_at = now() from chosen
    where m.organization_id = ${scope.organizationId} and m.id = chosen.id
    returning m.id, m.conversation_id as "conversationId"`);

/** A message of ours has left, as statuses tell. */
export const hasLeft = sql`('sent', 'delivered', 'read', 'played')`;

/** What is held waits with this code, and says when it will be looked at again. */
const heldUntil = (hold: 'restriction' | 'budget', until: Date) => sql`
  hold = ${hold}, error_code = 'restricted', next_attempt_at = ${until.toISOString()}::timestamptz, typing_at = null`;

/** The number is restricted: everything to people who have not written stays, unless somebody let it go. `spareRetries`: that holds for a retry too. */
export const holdUnheard = (
  scope: Scope,
  instanceId: string,
  until: Date,
  spareRetries: boolean,
): Promise<Placed[]> =>
  changeChosen(
    scope,
    sql`
    select m.id from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    where m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId} and m.attention = 'unsent' and m.status = 'queued'
      and (m.let_go is null or m.let_go = 'retried' and not ${spareRetries})
      and c.kind = 'direct' and not c.is_heard
      and (m.hold is distinct from 'restriction' or m.next_attempt_at <> ${until.toISOString()}::timestamptz(3))`,
    heldUntil('restriction', until),
  );

/** One conversation's messages stay until the budget renews, and whatever else waited for that, too. */
export const holdOverBudget = (
  scope: Scope,
  instanceId: string,
  conversationId: string,
  until: Date,
): Promise<Placed[]> =>
  changeChosen(
    scope,
    sql`
    select m.id from messages m
    where m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId} and m.attention = 'unsent' and m.status = 'queued'
      and m.let_go is distinct from 'released'
      and (m.conversation_id = ${conversationId}
        or m.hold = 'budget' and m.next_attempt_at < ${until.toISOString()}::timestamptz(3))`,
    heldUntil('budget', until),
  );

/** A chat is not new any more: what was held there may go. */
export const freeHeld = (scope: Scope, conversationIds: string[]): Promise<Placed[]> =>
  changeChosen(
    scope,
    sql`
    select m.id from messages m
    where m.organization_id = ${scope.organizationId} and m.conversation_id = any(${idArray(conversationIds)})
      and m.attention = 'unsent' and m.hold is not null and m.status = 'queued'`,
    sql`hold = null, error_code = null, next_attempt_at = now()`,
  );

/**
 * Lets one message go past every limit, with what stands before it in its conversation: nothing overtakes. With the
 * first one gone, what the budget held behind it is no first contact any more.
 */
export const releaseQueued = (scope: Scope, conversationId: string, id: string): Promise<Placed[]> =>
  changeChosen(
    scope,
    sql`
    select m.id from messages m
    where m.organization_id = ${scope.organizationId} and m.conversation_id = ${conversationId}
      and m.attention = 'unsent' and m.status = 'queued' and (m.id <= ${id} or m.hold = 'budget')`,
    sql`hold = null, error_code = null, next_attempt_at = now(),
      let_go = case when m.id <= ${id} then 'released' else m.let_go end`,
  );

/**
 * Takes a place in today's budget for a conversation whose first message goes to somebody who has not written; it keeps
 * the one it has. `renewsAt` is when the next day begins. The caller has locked the conversation.
 */
export async function reserveFirstContact(
  scope: Scope,
  instanceId: string,
  conversationId: string,
  budget: number,
): Promise<{ isReserved: boolean; renewsAt: Date }> {
  // A statement of its own: the next one must see what those before us took.
  await scope.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('first-contacts:' || ${instanceId}::text, 0))`,
  );
  const [row] = await scope.db.execute<{ isReserved: boolean; renewsAt: string }>(sql`
    with day as (
      select d.* from organizations o cross join lateral ${dayOf(sql`o.time_zone`)} d where o.id = ${scope.organizationId}
    ), taken as (
      update conversations c set first_contact_at = now() from day
      where c.organization_id = ${scope.organizationId} and c.id = ${conversationId}
        and (c.first_contact_at >= day.began_at or ${budget} > (
          select count(*) from conversations f where f.organization_id = ${scope.organizationId}
            and f.instance_id = ${instanceId} and f.first_contact_at >= day.began_at))
      returning c.id
    )
    select exists (select 1 from taken) as "isReserved", day.renews_at as "renewsAt" from day`);
  if (!row) throw new Error('An organization without a row');
  return { isReserved: row.isReserved, renewsAt: new Date(row.renewsAt) };
}

/** Nothing has left, and nothing is on its way: the place in the budget is another's. */
export async function giveBackFirstContact(scope: Scope, conversationId: string): Promise<void> {
  await scope.db.execute(sql`
    update conversations c set first_contact_at = null
    where c.organization_id = ${scope.organizationId} and c.id = ${conversationId} and c.first_contact_at is not null
      and not exists (select 1 from messages m where m.organization_id = c.organization_id and m.conversation_id = c.id
        and m.direction = 'outbound' and (m.status in ${hasLeft} or m.status in ('sending', 'checking')
          or m.status = 'queued' and (m.hold is null or m.hold = 'pace')))`);
}
