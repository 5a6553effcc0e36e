import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import type { Scope } from '@/lib/core/scope';
import { wakeHistory } from '@/lib/instances/history';
import { holdLease } from '@/lib/instances/lease';
import { restAccount } from '@/lib/instances/presence';
import { requireInstance } from '@/lib/instances/service';
import { clientOf } from '@/lib/servers/connect';
import type { WahaClient } from '@/lib/waha/client';
import { WahaError } from '@/lib/waha/http';
import { hasHistory } from '@/lib/waha/version';
import { finishGap, startGap } from './gap';
import { finishImport, nextImport } from './import';
import { type Cursor, firstCursor, readPage, type Span } from './pager';
import { deleteRun, ensureHistory, type RunRow, selectRunningGap, updateHistory, updateRun } from './queries';
import { storePage } from './store-page';

/** A job reads for this long and then makes room for others; its place is kept. */
const TURN_MS = 5_000;

/** `done`: nothing is missing as far as WAHA knows. `more`: the time is up. `idle`: there is nobody to ask. */
export type Outcome = 'done' | 'more' | 'idle';

/**
 * Job: compares a number's history with WAHA's and brings in what is missing, one page at a time and one reader per
 * number. It goes on where it was after a crash, and comes back as long as there is more.
 */
export async function fillHistory(scope: Scope, instanceId: string): Promise<void> {
  try {
    const held = await takeTurn(scope, instanceId, Date.now() + TURN_MS);
    if (held === 'more' || held === 'done') await restAccount(scope, instanceId);
    if (held === 'more') await wakeHistory(scope, instanceId);
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    // The minute's reconciliation comes back to it.
    log().info({ instanceId, kind: error.kind, status: error.status }, 'History could not be read');
  }
}

/** As much as can be read until `deadline`; `busy` while another reads this number. Throws {@link WahaError}. */
export async function takeTurn(
  scope: Scope,
  instanceId: string,
  deadline: number,
): Promise<Outcome | 'busy'> {
  const held = await holdLease(scope, instanceId, 'history', newId(), () =>
    read(scope, instanceId, deadline),
  );
  return held.isMine ? held.result : 'busy';
}

export type Reader = {
  instanceId: string;
  client: WahaClient;
  session: string;
  engine: string | null;
  connectedAt: Date | null;
  ignoreGroups: boolean;
};

async function read(scope: Scope, instanceId: string, deadline: number): Promise<Outcome> {
  const reader = await findReader(scope, instanceId);
  if (!reader) return 'idle';
  for (;;) {
    const run = await nextRun(scope, reader);
    if (!run) return 'done';
    if (!(await goOn(scope, reader, run, deadline))) return 'more';
  }
}

/** Undefined for a number that was deleted or does not work: WAHA would hold each question for 10 s. */
async function findReader(scope: Scope, instanceId: string): Promise<Reader | undefined> {
  const row = await requireInstance(scope, instanceId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  });
  if (row?.instance.status !== 'WORKING') return undefined;
  const { instance, server } = row;
  if (!hasHistory(server.version)) {
    await refuse(scope, instanceId, instance.connectedAt);
    return undefined;
  }
  return {
    instanceId,
    client: clientOf(server),
    session: instance.wahaSession,
    engine: server.engine,
    connectedAt: instance.connectedAt,
    ignoreGroups: instance.settings.ignoreGroups ?? false,
  };
}

/** This WAHA keeps no history that could be read: said on the number, since what is missed stays missed. */
async function refuse(scope: Scope, instanceId: string, connectedAt: Date | null): Promise<void> {
  await ensureHistory(scope, instanceId, connectedAt ?? new Date());
  await updateHistory(scope, instanceId, { error: 'no_history', filledAt: new Date(), wantedAt: null });
}

/** What was begun goes on first; imports have time. */
async function nextRun(scope: Scope, reader: Reader): Promise<RunRow | undefined> {
  return (
    (await selectRunningGap(scope, reader.instanceId)) ??
    (await startGap(scope, reader)) ??
    (await nextImport(scope, reader.instanceId))
  );
}

/** Reads on until the run is finished (true) or the time is up. */
async function goOn(scope: Scope, reader: Reader, run: RunRow, deadline: number): Promise<boolean> {
  const span: Span = { since: run.since, until: run.until, order: run.kind === 'gap' ? 'asc' : 'desc' };
  const context = { run, engine: reader.engine, ignoreGroups: reader.ignoreGroups };
  try {
    let cursor = (run.cursor as Cursor | null) ?? (await firstCursor(reader, span));
    for (;;) {
      const page = await readPage(reader, span, cursor);
      if (!(await storePage(scope, context, page))) return true;
      if (!page.next) break;
      cursor = page.next;
      if (Date.now() > deadline) return false;
    }
  } catch (error) {
    const isStoreOff = error instanceof WahaError && (error.status === 400 || error.status === 501);
    if (!isStoreOff) throw error;
    await (run.kind === 'gap' ? deleteRun(scope, run) : updateRun(scope, run, { state: 'failed' }));
    await refuse(scope, reader.instanceId, reader.connectedAt);
    return true;
  }
  await (run.kind === 'gap' ? finishGap(scope, reader, run) : finishImport(scope, run));
  return true;
}
