import { setTimeout as pause } from 'node:timers/promises';
import { pendingDeliveries, type Road } from './traffic';

const LOOK_AGAIN_MS = 250;

export type Rest = {
  /** Webhooks that WAHA still has to deliver. */
  deliveries: number;
  /** What WhatsApp keeps back because a session is not WORKING. */
  waiting: number;
  /** Messages in the outbox. */
  outbox: number;
  /** Changes of messages that are to be carried out. */
  changes: number;
  /** Inbound messages that are not in the database. */
  missing: number;
};

/** Waits until nothing is under way any more. Answers what was left, all zero if it settled, and how long that took. */
export async function settle(road: Road, seconds: number): Promise<{ rest: Rest; tookMs: number }> {
  const since = Date.now();
  let nextSync = since;
  for (;;) {
    const rest = await lookAtRest(road);
    const tookMs = Date.now() - since;
    const isSettled = Object.values(rest).every((count) => count === 0);
    if (isSettled || tookMs > seconds * 1000) return { rest, tookMs };
    // What was dropped for good is not told again: ask for the comparison, as a person would.
    if (rest.deliveries === 0 && rest.missing > 0 && Date.now() >= nextSync) {
      await road.caller.call('POST', '/api/whatsapp/sync');
      nextSync = Date.now() + 5_000;
    }
    await pause(LOOK_AGAIN_MS);
  }
}

async function lookAtRest(road: Road): Promise<Rest> {
  const { sql, waha } = road.stage;
  const { sessions } = await waha.control.state();
  const [row] = await sql<{ outbox: number; inbound: number; changes: number }[]>`
    select count(*) filter (where status in ('queued', 'sending', 'checking'))::int as outbox,
      count(*) filter (where direction = 'inbound' and type <> 'system')::int as inbound,
      (select count(*)::int from message_changes where state <> 'failed') as changes from messages`;
  return {
    deliveries: await pendingDeliveries(road),
    waiting: sessions.reduce((sum, { waiting }) => sum + waiting, 0),
    outbox: row?.outbox ?? 0,
    changes: row?.changes ?? 0,
    missing: Math.max(0, road.truth.inbound.size - (row?.inbound ?? 0)),
  };
}
