import { setTimeout as pause } from 'node:timers/promises';
import { limit } from './limits';
import { startPatiently } from './parts';
import type { Fault } from './plan-faults';
import { pendingDeliveries, type Road } from './traffic';

export type Struck = { at: number; what: string; afterMs: number; lastedMs: number };

/** WAHA's own retries die with it: it is restarted when nothing waits for one, so that what is lost is our fault alone. */
const QUIET_PATIENCE_MS = 300_000;

/** Carries out faults as their steps come; what takes something down goes one after the other. */
export function makeStriker(road: Road) {
  const since = Date.now();
  const struck: Struck[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const note = async (fault: Fault, what: string, run: () => Promise<unknown>) => {
    const from = Date.now();
    await run().catch((error: unknown) => void road.truth.faults.push(`${what}: ${String(error)}`));
    struck.push({ at: fault.at, what, afterMs: from - since, lastedMs: Date.now() - from });
  };
  return {
    struck,
    /** Resolves when it has begun: the traffic waits for the outage before, so that each finds some to hit. */
    strike: async (fault: Fault) => {
      const what = nameOf(fault);
      if (fault.kind !== 'outage' && fault.kind !== 'secondApp')
        return note(fault, what, () => arm(road, fault));
      await turn;
      turn = note(fault, what, () => takeDown(road, fault));
    },
    /** Resolves when everything that was taken down is up again. */
    done: () => turn,
  };
}

const nameOf = (fault: Fault): string =>
  fault.kind === 'outage' || fault.kind === 'send' || fault.kind === 'limit'
    ? fault.what
    : fault.kind === 'echo'
      ? `echo ${fault.order}`
      : `second app ${fault.on ? 'starts' : 'leaves'}`;

async function arm(road: Road, fault: Extract<Fault, { kind: 'send' | 'echo' | 'limit' }>): Promise<unknown> {
  const { control } = road.stage.waha;
  if (fault.kind === 'echo') return control.echo({ order: fault.order });
  if (fault.kind === 'limit') return limit(road, fault);
  const on = { session: road.stage.numbers[fault.instance]?.sessionName, times: fault.times };
  switch (fault.what) {
    case 'refused':
      return control.refuseSends({ ...on, message: 'bad request' });
    case 'notNow':
      return control.refuseSends({ ...on, status: 422, message: 'Session status is not as expected' });
    case 'connectionClosed':
      return control.refuseSends({ ...on, message: 'Connection Closed' });
    case 'cut':
      return control.cutAnswers(on);
    case 'crash':
      return control.crashBeforeSend(on);
    case 'empty':
      return control.emptyAnswers(on);
    case 'hang':
      return control.hangSends({ ...on, sent: false });
    case 'hangSent':
      return control.hangSends({ ...on, sent: true });
  }
}

async function takeDown(
  road: Road,
  fault: Extract<Fault, { kind: 'outage' | 'secondApp' }>,
): Promise<unknown> {
  const { app, second, database, waha, numbers } = road.stage;
  if (fault.kind === 'secondApp') {
    if (fault.on) return startPatiently(second);
    return fault.isKilled ? second.leave() : second.stop();
  }
  const then = async (up: () => Promise<unknown>) => {
    await pause(fault.downMs);
    await up();
  };
  switch (fault.what) {
    case 'killApp':
      await app.kill();
      return then(() => startPatiently(app));
    case 'stopApp':
      await app.stop();
      return then(() => startPatiently(app));
    case 'killSecondApp':
      if (!second.url()) return;
      await second.kill();
      return then(() => startPatiently(second));
    case 'killPostgres':
      await database.kill();
      return then(database.start);
    case 'stopPostgres':
      await database.stop();
      return then(database.start);
    case 'crashBackend':
      return database.crashBackend();
    case 'restartWaha':
      return restartWaha(road);
    case 'flap':
      // In the simulator's time, which runs faster.
      return waha.control.flap({ session: numbers[fault.instance]?.sessionName, downMs: fault.downMs * 10 });
  }
}

async function restartWaha(road: Road): Promise<void> {
  let open = () => {};
  road.gate.wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  try {
    for (const until = Date.now() + QUIET_PATIENCE_MS; (await pendingDeliveries(road)) > 0; await pause(5)) {
      if (Date.now() > until) throw new Error('WAHA never had nothing to deliver');
    }
    const back = road.stage.waha.restart();
    // Customers go on writing while it is away.
    open();
    await back;
  } finally {
    open();
  }
}
