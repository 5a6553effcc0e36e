import { log } from '@/lib/core/log';
import { inTransaction, type Scope, systemScope } from '@/lib/core/scope';
import { restartInstance } from '@/lib/instances/commands';
import { doubt, giveOut, trust } from '@/lib/instances/health';
import { wantHistory } from '@/lib/instances/history';
import { requireInstance } from '@/lib/instances/service';
import { refreshStatus } from '@/lib/instances/session';
import { WahaError } from '@/lib/waha/http';
import { type Facts, judge, type Verdict } from './judge';
import { hasMissing } from './probe';
import { markWatched, selectWatched, type Watched } from './queries';

const AT_ONCE = 8;
/** Each question costs WAHA something: a number that speaks needs none, the others one in two rounds. */
const ASK_EVERY_MS = 35_000;
/** When we did not look for so long, we were away ourselves: then silence proves nothing. */
const BLIND_MS = 90_000;
/** WAHA has tried to reach WhatsApp in vain. */
const UNREACHABLE_MS = 120_000;

const asked = new Map<string, number>();

/** Job, every 20 s (serverless: every minute): looks at every number that should work, and says or does what is needed. */
export async function watchNumbers(now = new Date()): Promise<void> {
  const waiting = await selectWatched(now);
  await markWatched(
    waiting.map(({ id }) => id),
    now,
  );
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      await watch(next, now).catch((error: unknown) =>
        log().error({ err: error }, 'A number could not be watched'),
      );
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function watch(watched: Watched, now: Date): Promise<void> {
  const scope = systemScope(watched.organizationId);
  if (watched.status !== 'WORKING') return watchStarting(scope, watched, now);
  const isBlind = !watched.watchedAt || now.getTime() - Date.parse(watched.watchedAt) > BLIND_MS;
  const isMissing = mayAsk(watched, now) && (await hasMissing(scope, watched, now));
  if (isMissing) await wantHistory(scope, watched.id);
  const facts = toFacts(watched, now, isMissing);
  const verdict = judge(facts);
  if (verdict.state === 'suspect' && facts.suspectAt === null && isBlind) return;
  await follow(scope, watched, verdict, now);
}

function mayAsk({ id, lastSignalAt }: Watched, now: Date): boolean {
  const spokeAt = lastSignalAt ? Date.parse(lastSignalAt) : 0;
  const isRecent = now.getTime() - Math.max(spokeAt, asked.get(id) ?? 0) < ASK_EVERY_MS;
  if (!isRecent) asked.set(id, now.getTime());
  return !isRecent;
}

const toTime = (at: string | null): number | null => (at === null ? null : Date.parse(at));

function toFacts(watched: Watched, now: Date, isMissing: boolean): Facts {
  return {
    now: now.getTime(),
    workingSince: Date.parse(watched.statusAt),
    lastEventAt: toTime(watched.lastEventAt),
    lastSignalAt: toTime(watched.lastSignalAt),
    longestGap: watched.longestGap === null ? null : watched.longestGap * 1000,
    isMissing,
    isUnheard: watched.isUnheard,
    state: watched.healthState,
    suspectAt: toTime(watched.suspectAt),
    revivedAt: toTime(watched.revivedAt),
  };
}

/** No event may come of a session that starts, least of all from one that is silent. */
async function watchStarting(
  scope: Scope,
  { id, status, statusAt, healthState }: Watched,
  now: Date,
): Promise<void> {
  const row = await requireInstance(scope, id);
  await refreshStatus(scope, row).catch((error: unknown) => {
    if (!(error instanceof WahaError)) throw error;
  });
  const isStuck = status === 'STARTING' && now.getTime() - Date.parse(statusAt) > UNREACHABLE_MS;
  if (!isStuck || healthState === 'down') return;
  await inTransaction(scope, async (inside) => {
    const { instance } = await requireInstance(inside, id);
    if (instance.status === 'STARTING') await giveOut(inside, instance, 'no_network', now);
  });
}

async function follow(scope: Scope, watched: Watched, { state, revive }: Verdict, now: Date): Promise<void> {
  const isNews =
    state !== watched.healthState || (state === 'ok' || state === 'quiet') !== (watched.suspectAt === null);
  if (!isNews) return;
  log().info({ instanceId: watched.id, state, revive }, 'The watchdog sees a number otherwise');
  await inTransaction(scope, async (inside) => {
    if (revive) await restartInstance(inside, watched.id);
    const { instance } = await requireInstance(inside, watched.id);
    if (state === 'down') await giveOut(inside, instance, 'silent', now);
    else if (state === 'suspect') await doubt(inside, instance, now, revive);
    else await trust(inside, instance, state, now);
  });
}
