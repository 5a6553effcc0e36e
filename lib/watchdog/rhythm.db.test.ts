import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { firstIdAt } from '@/lib/core/sql';
import { somePhone } from '@/tests/setup/phones';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { type Facts, judge } from './judge';
import { learnRhythms } from './rhythm';

afterAll(closeDatabase);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, 0 h UTC. */
const START = Date.UTC(2026, 8, 7);
const NOW = START + 28 * DAY;

/** The same numbers each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const isBusy = (at: number) => {
  const day = new Date(at).getUTCDay();
  const hour = new Date(at).getUTCHours();
  return day >= 1 && day <= 5 && hour >= 9 && hour < 18;
};

/** A shop's messages: in business hours one every 20 s or so, else one in three hours or so. */
function traffic(from: number, to: number, seed: number): number[] {
  const next = random(seed);
  const times: number[] = [];
  for (let at = from; at < to; ) {
    const pause = isBusy(at) ? 10_000 + next() * 20_000 : -Math.log(1 - next()) * 3 * HOUR;
    // Whoever writes at night does not hinder the day from beginning.
    let opens = Math.ceil(at / HOUR) * HOUR;
    while (!isBusy(at) && !isBusy(opens)) opens += HOUR;
    at = !isBusy(at) && at + pause > opens ? opens + next() * 30_000 : at + pause;
    if (at < to) times.push(at);
  }
  return times;
}

async function gapsOf(scope: Scope, instanceId: string, times: number[]): Promise<(number | null)[]> {
  const from = `${somePhone()}@c.us`;
  await receiveBatch(scope, instanceId, [textFrom(from, 'first', { sentAt: new Date(START) })]);
  await database().execute(sql`
    insert into messages (organization_id, id, instance_id, conversation_id, direction, type, status, sender_kind, sent_at, created_at)
    select m.organization_id, ${firstIdAt(sql`t.at`)}, m.instance_id, m.conversation_id, 'inbound', 'text', 'received', 'contact', t.at, t.at
    from messages m cross join (select to_timestamp(e / 1000.0) as at
      from jsonb_array_elements_text(${JSON.stringify(times)}::text::jsonb) as j(v) cross join lateral (select v::float8 as e) x) t
    where m.organization_id = ${scope.organizationId} and m.wa_id = 'first'`);
  await database().execute(sql`update instances set connected_at = now() where id = ${instanceId}`);
  await learnRhythms(new Date(NOW));
  const [row] = await database().execute<{ gaps: (number | null)[] }>(
    sql`select to_jsonb(longest_gaps) as gaps from instance_rhythms where instance_id = ${instanceId}`,
  );
  return row?.gaps ?? [];
}

const hourOfWeek = (at: number) => Math.floor((at - START) / HOUR) % 168;

/** Looks at a number every 20 s, as the watchdog does; answers when it first had doubts. */
function firstDoubt(gaps: (number | null)[], times: number[], from: number, to: number): number | undefined {
  let index = 0;
  for (let now = from; now < to; now += 20_000) {
    while ((times[index + 1] ?? Number.POSITIVE_INFINITY) <= now) index++;
    const gap = gaps[hourOfWeek(now)] ?? null;
    const facts: Facts = {
      now,
      workingSince: START,
      lastEventAt: times[index] ?? null,
      lastSignalAt: times[index] ?? null,
      longestGap: gap === null ? null : gap * 1000,
      isMissing: false,
      isUnheard: false,
      state: 'ok',
      suspectAt: null,
      revivedAt: null,
    };
    if (judge(facts).state === 'suspect') return now;
  }
  return undefined;
}

describe('the rhythm of a number', { timeout: 60_000 }, () => {
  it('raises nothing in a week with seven quiet nights, and an alarm within two minutes of a silent afternoon', async () => {
    const { scope, instanceId } = await makeInstance();
    const gaps = await gapsOf(scope, instanceId, traffic(START, NOW, 7));
    expect(gaps).toHaveLength(168);
    expect(gaps[hourOfWeek(NOW + 14 * HOUR)]).toBeLessThanOrEqual(31);

    const week = traffic(NOW, NOW + 7 * DAY, 11);
    expect(firstDoubt(gaps, week, NOW, NOW + 7 * DAY)).toBeUndefined();

    const silence = NOW + DAY + 14 * HOUR;
    const until = week.filter((at) => at <= silence);
    const doubt = firstDoubt(gaps, until, silence, silence + HOUR);
    expect(doubt).toBeDefined();
    expect((doubt ?? 0) - silence).toBeLessThanOrEqual(120_000);
  });

  it('knows nothing of a number that is new', async () => {
    const { scope, instanceId } = await makeInstance();
    const gaps = await gapsOf(scope, instanceId, traffic(NOW - 10 * DAY, NOW, 3));
    expect(gaps.filter((gap) => gap !== null)).toEqual([]);
  });
});
