import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { ROLE_PERMISSIONS } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { connectInstance, disconnectInstance } from '@/lib/instances/commands';
import { deleteInstance } from '@/lib/instances/service';
import { applyStatus } from '@/lib/instances/status';
import { makeInstance } from '@/tests/setup/receive-support';
import { listIncidents } from './service';

afterAll(closeDatabase);

let clock = Date.now();

/** A number that worked, and was then unlinked on the phone, `times` times. */
async function makeUnlinked() {
  const { scope, instanceId } = await makeInstance();
  const say = (status: string) => {
    clock += 1000;
    return applyStatus(scope, instanceId, { status, at: new Date(clock), me: null }, 'event');
  };
  const unlink = async () => {
    await connectInstance(scope, instanceId);
    await say('WORKING');
    await say('SCAN_QR_CODE');
  };
  await unlink();
  return { scope, instanceId, say, unlink };
}

const list = async (scope: Scope, query: Partial<Parameters<typeof listIncidents>[1]> = {}) =>
  (await listIncidents(scope, { limit: 50, ...query })).data;

it('are open until the number works again, and say how they ended', async () => {
  const { scope, instanceId, say } = await makeUnlinked();
  const instance = { id: instanceId, name: 'Vendas' };
  expect(await list(scope)).toMatchObject([
    { kind: 'unlinked', state: 'open', instance, closedAt: null, closedAs: null },
  ]);
  await say('WORKING');
  const [past] = await list(scope);
  expect(past).toMatchObject({ state: 'closed', closedAs: 'working' });
  expect(Date.parse(past?.closedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(past?.openedAt ?? ''));
});

it('end when somebody stops the number or deletes it: nobody waits for it any more', async () => {
  const { scope, instanceId, unlink } = await makeUnlinked();
  await disconnectInstance(scope, instanceId);
  expect(await list(scope, { state: 'open' })).toEqual([]);
  await unlink();
  await deleteInstance(scope, instanceId);
  expect((await list(scope)).map(({ closedAs }) => closedAs)).toEqual(['deleted', 'stopped']);
});

it('are paged by their time, newest first, each once', async () => {
  const { scope, unlink } = await makeUnlinked();
  await unlink();
  await unlink();
  const seen: string[] = [];
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = await listIncidents(scope, { limit: 2, cursor: cursor ?? undefined });
    seen.push(...page.data.map(({ openedAt }) => openedAt));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(3);
  expect(seen).toEqual([...seen].sort().reverse());
});

it('are nobody’s of another organization, and not for agents', async () => {
  const { scope } = await makeUnlinked();
  const other = await makeInstance();
  expect(await list(other.scope)).toEqual([]);
  const permissions = new Set(ROLE_PERMISSIONS.agent);
  const agent: Scope = { ...scope, actor: { kind: 'token', tokenId: '', name: 'Ana', permissions } };
  await expect(list(agent)).rejects.toMatchObject({ code: 'forbidden' });
});
