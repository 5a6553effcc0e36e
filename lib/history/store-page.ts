import { isDatabaseAway, isRetryable, sqlState } from '@/lib/core/database-errors';
import { log } from '@/lib/core/log';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { InstancesBusy, whileReceiving } from '@/lib/instances/lock';
import { type Origin, receive } from '@/lib/messages/receive';
import { publish } from '@/lib/realtime/publish';
import type { Edit, IncomingMessage, Received } from '@/lib/waha/happenings';
import { chatKind } from '@/lib/waha/ids';
import { historyTime, readHistoryRow } from '@/lib/waha/read-history';
import { originOf } from './missed';
import type { Page } from './pager';
import {
  addRecovered,
  findUnseenTexts,
  journalRow,
  markRecovered,
  type Recovered,
  type RunRow,
  updateRun,
} from './queries';

type Row = Record<string, unknown>;
type Fresh = Awaited<ReturnType<typeof receive>>;
type Context = { run: RunRow; engine: string | null; ignoreGroups: boolean };

/**
 * Applies a page and moves its run's place in one transaction: after a crash neither is there, or both. False when the
 * number was deleted meanwhile.
 */
export async function storePage(scope: Scope, context: Context, page: Page): Promise<boolean> {
  const recovered = await whileReceiving(scope, context.run.instanceId, (inside, isLive) =>
    isLive ? storeOnce(inside, context, page) : Promise.resolve(undefined),
  );
  context.run.recovered += recovered ?? 0;
  return recovered !== undefined;
}

async function storeOnce(
  scope: Scope,
  context: Context,
  { rows, next, progress }: Page,
): Promise<number | undefined> {
  const { run } = context;
  const recovered = await applyRows(scope, context, rows);
  await addRecovered(scope, run, recovered);
  const times = [run.newestAt, ...rows.map(historyTime)].filter((time) => time != null);
  run.newestAt = times.length > 0 ? new Date(Math.max(...times.map(Number))) : null;
  run.cursor = next;
  run.progress = Math.max(run.progress, progress);
  await updateRun(scope, run, { cursor: next, progress: run.progress, newestAt: run.newestAt });
  if (run.kind === 'import') await publish(scope.db, scope.organizationId, { instances: [run.instanceId] });
  return recovered;
}

/** One bad row never stops the others: then they go one by one, and what fails is kept as a webhook is. */
async function applyRows(scope: Scope, context: Context, rows: Row[]): Promise<number> {
  if (rows.length === 0) return 0;
  const fault = (error: unknown) => {
    if (isRetryable(error) || isDatabaseAway(error) || error instanceof InstancesBusy) throw error;
    log().error(
      { err: error, instanceId: context.run.instanceId },
      'A part of the history could not be applied',
    );
    return sqlState(error) ?? (error instanceof Error ? error.name : 'unknown');
  };
  try {
    return await inTransaction(scope, (inside) => apply(inside, context, rows));
  } catch (error) {
    fault(error);
  }
  let recovered = 0;
  for (const row of rows) {
    try {
      recovered += await inTransaction(scope, (inside) => apply(inside, context, [row]));
    } catch (error) {
      await keep(scope, context, row, fault(error));
    }
  }
  return recovered;
}

async function keep(scope: Scope, { run, engine }: Context, row: Row, fault: string): Promise<void> {
  const envelope = { event: 'message.any', engine, payload: row };
  const eventId = `history:${String(row.id).slice(0, 150)}`;
  await journalRow(scope, run.instanceId, eventId, Buffer.from(JSON.stringify(envelope)), fault);
}

async function apply(scope: Scope, context: Context, rows: Row[]): Promise<number> {
  const now = new Date();
  const sorted = rows.map((row) => ({ row, origin: originOf(context.run.kind, row, now) }));
  let count = 0;
  for (const origin of new Set(sorted.map((item) => item.origin))) {
    const part = sorted.filter((item) => item.origin === origin).map(({ row }) => row);
    count += await applyAs(scope, context, origin, part, now);
  }
  return count;
}

async function applyAs(
  scope: Scope,
  { run, engine, ignoreGroups }: Context,
  origin: Origin,
  rows: Row[],
  now: Date,
): Promise<number> {
  const events = rows
    .flatMap((row) => readHistoryRow(row, engine ?? '', now))
    .filter((event) => !(ignoreGroups && 'chat' in event && chatKind(event.chat) === 'group'));
  const fresh = await receive(scope, run.instanceId, events, origin);
  const said = events.filter(isText);
  const edits = await unseenEdits(scope, run.instanceId, said, now);
  if (edits.length > 0) await receive(scope, run.instanceId, edits);
  if (origin === 'gap') await mark(scope, run, fresh, events);
  return fresh.length;
}

const isMessage = (event: Received): event is IncomingMessage => event.kind === 'message';
const isText = (event: Received): event is IncomingMessage & { text: string } =>
  isMessage(event) && event.text !== null;

/** An edit whose event was lost: when it was made nobody tells, so that now is the latest that is known. */
async function unseenEdits(
  scope: Scope,
  instanceId: string,
  said: (IncomingMessage & { text: string })[],
  at: Date,
): Promise<Edit[]> {
  const rows = said.map(({ waId, fromMe, type, text }) => ({
    waId,
    direction: fromMe ? ('outbound' as const) : ('inbound' as const),
    type,
    text,
  }));
  const unseen = await findUnseenTexts(scope, instanceId, rows);
  return unseen.map(({ waId, text }) => ({ kind: 'edit', waId, editId: `history:${waId}`, text, at }));
}

async function mark(scope: Scope, run: RunRow, fresh: Fresh, events: Received[]): Promise<void> {
  const sentAt = new Map(
    events.filter(isMessage).map((event) => [keyOf(event.fromMe, event.waId), event.sentAt]),
  );
  const found = new Map<string, Recovered>();
  for (const { id, conversationId, direction, waId } of fresh) {
    const at = sentAt.get(keyOf(direction === 'outbound', waId))?.toISOString();
    if (!at) continue;
    const known = found.get(conversationId);
    found.set(conversationId, {
      conversationId,
      messageId: !known || at < known.from ? id : known.messageId,
      count: (known?.count ?? 0) + 1,
      from: known && known.from < at ? known.from : at,
      to: known && known.to > at ? known.to : at,
    });
  }
  const marked = await markRecovered(scope, run.id, [...found.values()]);
  await publish(scope.db, scope.organizationId, { messagesUpdated: marked });
}

const keyOf = (fromMe: boolean, waId: string) => `${fromMe}:${waId}`;
