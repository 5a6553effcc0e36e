import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import { ROLE_PERMISSIONS, type Role } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { deleteInstance } from '@/lib/instances/service';
import { replayWebhooks } from '@/lib/webhooks/replay';
import { makeNumber, message, poison } from '@/tests/setup/journal-support';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import { makeInstance } from '@/tests/setup/receive-support';
import { getKeptEvent, listKeptEvents, replayEvent, replayEvents } from './events';

afterAll(closeDatabase);

const strange = (id: string) => ({ ...message(id, 'nova'), event: 'message.teleported' });

/** The scope as a person with this role has it. */
const as = (scope: Scope, role: Role): Scope => ({
  ...scope,
  actor: { kind: 'user', userId: '', name: 'Ana', role, permissions: new Set(ROLE_PERMISSIONS[role]) },
});

/** As after an update that brings what was missing: the kept body becomes one that can be applied. */
const mend = (scope: Scope, id: string, event: object) =>
  database().execute(sql`
    update webhook_events set body = convert_to(${JSON.stringify(event)}, 'UTF8')
    where organization_id = ${scope.organizationId} and id = ${id}`);

const list = async (scope: Scope) => (await listKeptEvents(scope, { limit: 100 })).data;
const unread = async (scope: Scope) =>
  (await listConversations(scope, { limit: 9 })).data.map(({ unreadCount }) => unreadCount);

describe('what could not be applied', () => {
  it('is listed with state, fault and attempts, newest first, and nothing that was applied', async () => {
    const { scope, instanceId, post } = await makeNumber();
    for (const event of [message('evt_1', 'boa'), poison('evt_2'), strange('evt_3')]) await post(event);
    expect(await list(scope)).toMatchObject([
      { instanceId, instanceName: 'Vendas', event: 'message.teleported', state: 'unknown', error: null },
      { event: 'message.any', state: 'failed', error: expect.stringMatching(/^22/), attempts: 1 },
    ]);
    const failed = (await listKeptEvents(scope, { limit: 9, state: 'failed' })).data;
    expect(failed.map(({ state }) => state)).toEqual(['failed']);
    const other = await makeInstance();
    expect((await listKeptEvents(scope, { limit: 9, instanceId: other.instanceId })).data).toEqual([]);
    expect(await list(other.scope)).toEqual([]);
  });

  it('is paged by key: nothing skipped or repeated while more comes in', async () => {
    const { scope, post } = await makeNumber();
    await Promise.all(Array.from({ length: 7 }, (_, n) => post(strange(`evt_${n}`))));
    const all = (await list(scope)).map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listKeptEvents(scope, { limit: 2, cursor });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      await post(strange(`evt_more${seen.length}`));
    } while (cursor);
    expect(seen).toEqual(all);
    await expect(listKeptEvents(scope, { limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('shows its body to owners only, and itself to no agent', async () => {
    const { scope, post } = await makeNumber();
    await post(strange('evt_1'));
    const [{ id } = { id: '' }] = await list(scope);
    expect((await getKeptEvent(as(scope, 'owner'), id)).body).toBe(JSON.stringify(strange('evt_1')));
    expect(await getKeptEvent(as(scope, 'admin'), id)).toMatchObject({ id, body: null });
    for (const role of ['agent', 'viewer'] as const) {
      await expect(getKeptEvent(as(scope, role), id)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(list(as(scope, role))).rejects.toMatchObject({ code: 'forbidden' });
      await expect(replayEvents(as(scope, role), {})).rejects.toMatchObject({ code: 'forbidden' });
    }
    const stranger = await makeInstance();
    await expect(getKeptEvent(stranger.scope, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(replayEvent(stranger.scope, id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a replay', () => {
  it('applies what can be applied now, counts the attempt of what can’t, and leaves the rest alone', async () => {
    const { scope, post } = await makeNumber();
    for (const event of [poison('evt_1'), poison('evt_2'), poison('evt_3')]) await post(event);
    const [third, second, first] = await list(scope);
    await mend(scope, first?.id ?? '', message('evt_1', 'boa'));
    const ids = [first?.id ?? '', second?.id ?? ''];
    expect(await replayEvents(scope, { ids })).toEqual({ requested: 2, waiting: 2 });
    expect((await list(scope)).map(({ isWaiting }) => isWaiting)).toEqual([false, true, true]);
    await replayWebhooks(scope);
    expect(await getKeptEvent(scope, first?.id ?? '')).toMatchObject({
      state: 'applied',
      error: null,
      attempts: 2,
      isWaiting: false,
    });
    expect(await list(scope)).toMatchObject([
      { id: third?.id, attempts: 1 },
      { id: second?.id, attempts: 2, state: 'failed', isWaiting: false },
    ]);
    expect(await unread(scope)).toEqual([1]);
  });

  it('asked for ten times and run by two at once has each event tried once', async () => {
    const { scope, post } = await makeNumber();
    const events = Array.from({ length: 12 }, (_, n) => strange(`evt_${n}`));
    for (const event of events) await post(event);
    for (const { id } of await list(scope)) await mend(scope, id, message(`evt_${id}`, 'boa'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => replayEvents(scope, {})));
    expect(answers.reduce((sum, { requested }) => sum + requested, 0)).toBe(12);
    await post(strange('evt_meanwhile'));
    await Promise.all([replayWebhooks(scope), replayWebhooks(scope)]);
    expect(await list(scope)).toMatchObject([{ attempts: 1, isWaiting: false }]);
    const [row] = await database().execute<{ attempts: number[] }>(sql`
      select array_agg(distinct attempts) as attempts from webhook_events
      where organization_id = ${scope.organizationId} and state = 'applied'`);
    expect(row?.attempts).toEqual([2]);
    expect(await unread(scope)).toEqual([12]);
  });

  it('is asked for in one order, so that two who ask at once never wait for each other', async () => {
    const { scope, post } = await makeNumber();
    for (const id of ['evt_1', 'evt_2']) await post(strange(id));
    const [second, first] = await list(scope);
    // The one that came first stands last in the table.
    await mend(scope, first?.id ?? '', strange('evt_1'));
    const lock = (id = '') => sql`select 1 from webhook_events where id = ${id} for update nowait`;
    let asking: Promise<unknown> | undefined;
    await database().transaction(async (tx) => {
      await tx.execute(lock(first?.id));
      asking = database().transaction(async (db) => {
        await db.execute(sql`set local enable_indexscan = off`);
        await db.execute(sql`set local enable_bitmapscan = off`);
        return replayEvents({ ...scope, db }, {});
      });
      await expect.poll(lockWaiters).toBe(1);
      await tx.execute(lock(second?.id));
    });
    expect(await asking).toEqual({ requested: 2, waiting: 2 });
  });

  it('of what was applied meanwhile changes nothing', async () => {
    const { scope, post } = await makeNumber();
    await post(poison('evt_1'));
    const [{ id } = { id: '' }] = await list(scope);
    await mend(scope, id, message('evt_1', 'boa'));
    await replayEvent(scope, id);
    await replayWebhooks(scope);
    expect(await replayEvent(scope, id)).toMatchObject({ state: 'applied', isWaiting: false, attempts: 2 });
    await replayWebhooks(scope);
    expect(await getKeptEvent(scope, id)).toMatchObject({ state: 'applied', attempts: 2 });
    expect(await unread(scope)).toEqual([1]);
  });

  it('of a deleted number ends, and says why', async () => {
    const { scope, instanceId, post } = await makeNumber();
    await post(poison('evt_1'));
    await deleteInstance(scope, instanceId);
    await replayEvents(scope, {});
    await replayWebhooks(scope);
    expect(await list(scope)).toMatchObject([{ state: 'failed', error: 'gone', isWaiting: false }]);
  });
});
