import { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import { moment } from '@/lib/core/moment';
import { cursorKind, type Page, toPage } from '@/lib/core/pagination';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { addJob } from '@/lib/jobs/add-job';
import {
  countKeptEvents,
  type KeptEventRow,
  requestReplay,
  selectBody,
  selectEvent,
  selectForgottenReplays,
  selectKeptEvents,
} from './queries';
import type { KeptEventDetail, KeptEventQuery, KeptEventView, ReplayAnswer, ReplayInput } from './schema';

const cursors = cursorKind('events', z.tuple([moment, z.uuid()]));

/** What came from WAHA and could not be applied, newest first. */
export async function listKeptEvents(scope: Scope, query: KeptEventQuery): Promise<Page<KeptEventView>> {
  authorize(scope, 'instances', 'monitoring:read');
  const { limit, cursor, ...filter } = query;
  const after = cursor ? cursors.decode(cursor) : undefined;
  const rows = await selectKeptEvents(scope, filter, limit + 1, after);
  return toPage(
    rows,
    limit,
    ({ receivedAt, id }) => cursors.encode([receivedAt.toISOString(), id]),
    toKeptEventView,
  );
}

/** One event; its raw body only for who has `monitoring:bodies`. Throws `not_found`. */
export async function getKeptEvent(scope: Scope, id: string): Promise<KeptEventDetail> {
  authorize(scope, 'instances', 'monitoring:read');
  const view = toKeptEventView(await requireEvent(scope, id));
  const body = canSeeBodies(scope) ? await selectBody(scope, id) : undefined;
  return { ...view, body: body?.toString('utf8') ?? null };
}

/** Has one event applied again, soon. What was applied meanwhile stays as it is. Throws `not_found`. */
export async function replayEvent(scope: Scope, id: string): Promise<KeptEventView> {
  authorize(scope, 'instances', 'monitoring:manage');
  return inTransaction(scope, async (inside) => {
    await requireEvent(inside, id);
    await ask(inside, { ids: [id] });
    return toKeptEventView(await requireEvent(inside, id));
  });
}

/** Has these events, or all that fit, applied again. Asking twice is asking once; what comes later is not touched. */
export async function replayEvents(scope: Scope, input: ReplayInput): Promise<ReplayAnswer> {
  authorize(scope, 'instances', 'monitoring:manage');
  return inTransaction(scope, async (inside) => {
    const requested = await ask(inside, input);
    return { requested, waiting: (await countKeptEvents(inside)).waiting };
  });
}

/** Has what waits for a replay applied again, soon. */
export const wakeReplay = ({ db, organizationId }: Scope): Promise<void> =>
  addJob(db, 'replay_webhooks', { organizationId }, { key: `replay:${organizationId}` });

/** Organizations of the whole installation with replays that no job will come to. */
export const forgottenReplays = selectForgottenReplays;

/** Whether the scope may read what events say. */
export const canSeeBodies = ({ actor }: Scope): boolean =>
  actor.kind === 'system' || actor.permissions.has('monitoring:bodies');

async function ask(scope: Scope, input: ReplayInput): Promise<number> {
  const requested = await requestReplay(scope, input);
  await wakeReplay(scope);
  return requested;
}

async function requireEvent(scope: Scope, id: string): Promise<KeptEventRow> {
  const row = await selectEvent(scope, id);
  if (!row) throw new AppError('not_found');
  return row;
}

function toKeptEventView({ replayRequestedAt, receivedAt, ...row }: KeptEventRow): KeptEventView {
  return { ...row, isWaiting: replayRequestedAt !== null, receivedAt: receivedAt.toISOString() };
}
