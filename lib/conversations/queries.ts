import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import {
  contacts,
  conversationLabels,
  conversations,
  labels,
  memberships,
  messages,
  users,
} from '@/db/schema';
import { called } from '@/lib/contacts/called';
import { compiled } from '@/lib/core/compiled';
import type { Scope } from '@/lib/core/scope';
import { idArray, idList } from '@/lib/core/sql';
import { joinsOfContact } from './join-queries';

const labelList = sql<{ id: string; name: string; color: string }[]>`coalesce((
  select json_agg(json_build_object('id', l.id, 'name', l.name, 'color', l.color) order by lower(l.name))
  from conversation_labels cl join labels l on l.organization_id = cl.organization_id and l.id = cl.label_id
  where cl.organization_id = ${conversations.organizationId} and cl.conversation_id = ${conversations.id}), '[]')`;

/** Who of a group wrote the last message: the business's own name for them wins. */
const groupSender = sql<
  string | null
>`case when ${conversations.kind} = 'group' and ${messages.direction} = 'inbound' then coalesce((
  select p.name from contact_addresses a
  join contacts p on p.organization_id = a.organization_id and p.id = a.contact_id
  where a.organization_id = ${messages.organizationId} and a.address = ${messages.waAuthor}), ${messages.senderName}) end`;

/** What those whom the last message names are called, as in the thread. */
const mentioned = sql<
  { number: string; name: string }[] | null
>`case when ${messages.mentions} is not null then (
  select json_agg(json_build_object('number', split_part(called.address, '@', 1), 'name', called.name))
  from ${called({
    who: sql`select unnest(${messages.mentions})`,
    organizationId: messages.organizationId,
    instanceId: messages.instanceId,
  })}) end`;

/** Conversations with all that a view shows. How many are asked for is hidden from the plan, so that one serves all. */
const views = compiled((db) =>
  db
    .select({
      conversation: {
        id: conversations.id,
        instanceId: conversations.instanceId,
        kind: conversations.kind,
        groupAddress: conversations.groupAddress,
        groupName: conversations.groupName,
        chatAddress: conversations.chatAddress,
        status: conversations.status,
        assigneeId: conversations.assigneeId,
        snoozedUntil: conversations.snoozedUntil,
        unreadCount: conversations.unreadCount,
        createdAt: conversations.createdAt,
        updatedAt: conversations.updatedAt,
      },
      contact: {
        id: contacts.id,
        name: contacts.name,
        pushName: contacts.pushName,
        phoneNumber: contacts.phoneNumber,
        avatarUrl: contacts.avatarUrl,
      },
      assigneeName: users.name,
      labels: labelList,
      joins: joinsOfContact,
      last: {
        id: messages.id,
        direction: messages.direction,
        type: messages.type,
        text: sql<string | null>`left(${messages.text}, 200)`,
        status: messages.status,
        sentAt: messages.sentAt,
        revokedAt: messages.revokedAt,
        senderName: groupSender,
        mentioned,
        filename: sql<string | null>`${messages.media} ->> 'filename'`,
      },
    })
    .from(conversations)
    .leftJoin(
      contacts,
      and(
        eq(contacts.organizationId, conversations.organizationId),
        eq(contacts.id, conversations.contactId),
      ),
    )
    .leftJoin(users, eq(users.id, conversations.assigneeId))
    .leftJoin(
      messages,
      and(
        eq(messages.organizationId, conversations.organizationId),
        eq(messages.id, conversations.lastMessageId),
      ),
    )
    .where(
      and(
        eq(conversations.organizationId, sql.placeholder('organizationId')),
        sql`${conversations.id} = any(array(select unnest(${sql.placeholder('ids')}::uuid[])))`,
      ),
    ),
);

export type ConversationRow = Awaited<ReturnType<typeof selectConversationsByIds>>[number];

export const selectConversationsByIds = (scope: Scope, ids: string[]) =>
  views(scope).execute({ organizationId: scope.organizationId, ids: idList(ids) });

/** Whether it is there, without all that a view shows. */
export async function hasConversation(scope: Scope, id: string): Promise<boolean> {
  const rows = await scope.db
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.organizationId, scope.organizationId), eq(conversations.id, id)));
  return rows.length > 0;
}

export async function updateConversationRow(
  scope: Scope,
  id: string,
  change: Partial<
    Pick<typeof conversations.$inferInsert, 'status' | 'snoozedUntil' | 'assigneeId' | 'unreadCount'>
  >,
): Promise<void> {
  await scope.db
    .update(conversations)
    .set({ ...change, updatedAt: sql`greatest(clock_timestamp(), ${conversations.updatedAt})` })
    .where(and(eq(conversations.organizationId, scope.organizationId), eq(conversations.id, id)));
}

export async function replaceLabels(scope: Scope, conversationId: string, labelIds: string[]): Promise<void> {
  const { organizationId } = scope;
  await scope.db
    .delete(conversationLabels)
    .where(
      and(
        eq(conversationLabels.organizationId, organizationId),
        eq(conversationLabels.conversationId, conversationId),
      ),
    );
  if (labelIds.length === 0) return;
  await scope.db
    .insert(conversationLabels)
    .values(labelIds.map((labelId) => ({ organizationId, conversationId, labelId })));
}

export async function countLabels(scope: Scope, ids: string[]): Promise<number> {
  const rows = await scope.db
    .select({ id: labels.id })
    .from(labels)
    .where(and(eq(labels.organizationId, scope.organizationId), sql`${labels.id} = any(${idArray(ids)})`));
  return rows.length;
}

/** Whether somebody works here. */
export async function isMember(scope: Scope, userId: string): Promise<boolean> {
  const rows = await scope.db
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, scope.organizationId),
        eq(memberships.userId, userId),
        isNull(memberships.endedAt),
      ),
    );
  return rows.length > 0;
}

/** Whether a message of ours has left to somebody who has not written; not asked where they have. */
const isContacted = sql<boolean>`(not ${conversations.isHeard} and exists (
  select 1 from messages m where m.organization_id = ${conversations.organizationId} and m.conversation_id = ${conversations.id}
    and m.direction = 'outbound' and m.status in ('sent', 'delivered', 'read', 'played')))`;

/** Locks one conversation until the transaction ends; undefined when there is none. */
export async function lockConversation(scope: Scope, id: string) {
  const [row] = await scope.db
    .select({ ...getTableColumns(conversations), isContacted })
    .from(conversations)
    .where(and(eq(conversations.organizationId, scope.organizationId), eq(conversations.id, id)))
    .for('update');
  return row;
}
