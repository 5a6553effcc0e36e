import { z } from 'zod';
import { AppError, invalidField } from '@/lib/core/errors';
import { moment } from '@/lib/core/moment';
import { cursorKind, type Page, toPage } from '@/lib/core/pagination';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { addJob } from '@/lib/jobs/add-job';
import { publish } from '@/lib/realtime/publish';
import { type ConversationFilter, type ListPlace, selectPlaces } from './list-queries';
import { findSurvivor } from './merge-queries';
import {
  type ConversationRow,
  countLabels,
  hasConversation,
  isMember,
  lockConversation,
  replaceLabels,
  selectConversationsByIds,
  updateConversationRow,
} from './queries';
import type { ConversationQuery, ConversationView, ReadInput, UpdateConversationInput } from './schema';
import { clearUnread } from './upkeep';
import { toConversationView } from './view';

const cursors = cursorKind('conversations', z.tuple([moment, z.uuid()]));

/**
 * Conversations by newest activity, filtered. Where they stand is read first, and is what the cursor tells: one that moves
 * before its view is read makes no page skip or repeat any.
 */
export async function listConversations(
  scope: Scope,
  query: ConversationQuery,
): Promise<Page<ConversationView>> {
  authorize(scope, 'conversations', 'conversations:read');
  const { limit, cursor } = query;
  const after = cursor ? cursors.decode(cursor) : undefined;
  const places = await selectPlaces(scope, toFilter(scope, query), limit + 1, after);
  const cursorOf = ({ activityAt, id }: ListPlace) => cursors.encode([activityAt.toISOString(), id]);
  const page = toPage(places, limit, cursorOf, ({ id }) => id);
  const views = new Map((await viewConversations(scope, page.data)).map((view) => [view.id, view]));
  return { ...page, data: page.data.flatMap((id) => views.get(id) ?? []) };
}

/** Whose `me` conversations are. Nothing is assigned to a program: its `me` matches none. */
export const ownerId = ({ actor }: Scope): string =>
  actor.kind === 'user' ? actor.userId : '00000000-0000-0000-0000-000000000000';

function toFilter(scope: Scope, query: ConversationQuery): ConversationFilter {
  const { status, assignee, instanceId, kind, label, unread, q } = query;
  const assigneeId = assignee === 'none' ? null : assignee === 'me' ? ownerId(scope) : assignee;
  return { status, assigneeId, instanceId, kind, labelId: label, isUnread: unread, text: q || undefined };
}

export async function getConversation(scope: Scope, id: string): Promise<ConversationView> {
  authorize(scope, 'conversations', 'conversations:read');
  return toConversationView(await requireConversation(scope, id));
}

/** The row; of a conversation that was joined with another, the one it is now. Throws `not_found`. */
export async function requireConversation(scope: Scope, id: string): Promise<ConversationRow> {
  const [row] = await selectConversationsByIds(scope, [id]);
  if (row) return row;
  const survivor = await findSurvivor(scope, id);
  if (!survivor) throw new AppError('not_found');
  return requireConversation(scope, survivor);
}

/** The id of a conversation that is there; of one that was joined with another, what it is now. Throws `not_found`. */
export async function currentConversationId(scope: Scope, id: string): Promise<string> {
  if (await hasConversation(scope, id)) return id;
  const survivor = await findSurvivor(scope, id);
  if (!survivor) throw new AppError('not_found');
  return currentConversationId(scope, survivor);
}

/** Views of these conversations, for the event stream. */
export const viewConversations = async (scope: Scope, ids: string[]): Promise<ConversationView[]> =>
  ids.length === 0 ? [] : (await selectConversationsByIds(scope, ids)).map(toConversationView);

/** Status, snooze, assignee, labels. Labels and people of other organizations don't exist (422 on their field). */
export async function updateConversation(
  scope: Scope,
  givenId: string,
  input: UpdateConversationInput,
): Promise<ConversationView> {
  authorize(scope, 'conversations', 'conversations:write');
  return inTransaction(scope, async (inside) => {
    const before = await requireLocked(inside, givenId);
    const { id } = before;
    const snooze = snoozeAfter(before, input);
    const { status, assigneeId, labelIds } = input;
    if (assigneeId && !(await isMember(inside, assigneeId)))
      throw invalidField('assigneeId', 'is not a member');
    const wanted = labelIds && [...new Set(labelIds)];
    if (wanted && (await countLabels(inside, wanted)) < wanted.length)
      throw invalidField('labelIds', 'names an unknown label');
    if (wanted) await replaceLabels(inside, id, wanted);
    await updateConversationRow(inside, id, {
      ...(status ? { status } : {}),
      snoozedUntil: snooze,
      ...(assigneeId === undefined ? {} : { assigneeId }),
    });
    await publish(inside.db, scope.organizationId, { conversations: [id] });
    return toConversationView(await requireConversation(inside, id));
  });
}

/** Until when it sleeps after this change: only what is snoozed has a time, and it always has one. */
function snoozeAfter(
  before: { status: string; snoozedUntil: Date | null },
  { status = before.status as 'open', snoozedUntil }: UpdateConversationInput,
): Date | null {
  if (status !== 'snoozed') {
    if (snoozedUntil) throw invalidField('snoozedUntil', 'is only for what is snoozed');
    return null;
  }
  if (snoozedUntil === null) throw invalidField('snoozedUntil', 'is needed to snooze');
  return snoozedUntil === undefined ? before.snoozedUntil : new Date(snoozedUntil);
}

/** So many of the newest are told about: WhatsApp takes what stands before as read with them. */
const MOST_SEEN = 200;
const SEEN_FOR_MS = 60 * 60_000;

/**
 * Nothing is unread here any more. Customers are told only what a person has read: somebody here, or somebody of whom a
 * program says so.
 */
export async function markRead(
  scope: Scope,
  givenId: string,
  { byPerson = scope.actor.kind === 'user' }: ReadInput = {},
): Promise<ConversationView> {
  authorize(scope, 'conversations', 'conversations:write');
  return inTransaction(scope, async (inside) => {
    const { id, unreadCount } = await requireLocked(inside, givenId);
    if (unreadCount > 0) {
      const messageIds = (await clearUnread(inside, id)).slice(-MOST_SEEN);
      if (byPerson && messageIds.length > 0) await wakeSeen(inside, messageIds);
      await updateConversationRow(inside, id, { unreadCount: 0 });
      await publish(inside.db, scope.organizationId, { conversations: [id] });
    }
    return toConversationView(await requireConversation(inside, id));
  });
}

const wakeSeen = (scope: Scope, messageIds: string[]): Promise<void> =>
  addJob(
    scope.db,
    'tell_seen',
    {
      organizationId: scope.organizationId,
      messageIds,
      until: new Date(Date.now() + SEEN_FOR_MS).toISOString(),
    },
    { maxAttempts: 3 },
  );

export type LockedConversation = NonNullable<Awaited<ReturnType<typeof lockConversation>>>;

/** Locks a conversation, or the one it was joined with, for the rest of the transaction; throws `not_found`. */
export async function requireLocked(scope: Scope, id: string): Promise<LockedConversation> {
  const row = await lockConversation(scope, id);
  if (row) return row;
  const survivor = await findSurvivor(scope, id);
  if (!survivor) throw new AppError('not_found');
  return requireLocked(scope, survivor);
}
