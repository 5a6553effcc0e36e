import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { sha256 } from '@/lib/core/secrets';
import { applyStatus } from '@/lib/instances/status';
import { makeInstance } from '@/tests/setup/receive-support';
import { askGuestStatus, claimLink, connectAsGuest, lookAtLink } from './guest';
import { claimLinkRow } from './queries';
import type { GuestLook } from './schema';
import { createLink, getLink, revokeLink } from './service';

afterAll(closeDatabase);
beforeEach(() => database().execute(sql`delete from rate_limits`));

const tokenOf = ({ url }: { url: string }) => url.slice(url.lastIndexOf('/') + 1);

async function makeLink() {
  const { scope, instanceId } = await makeInstance();
  const made = await createLink(scope, instanceId);
  const token = tokenOf(made);
  const look = (cookie?: string): Promise<GuestLook> => lookAtLink(token, () => cookie);
  return { scope, instanceId, id: made.id, token, look };
}

const over = { code: 'invalid_state' };

it('belongs to the one browser that was first, whoever presses at the same time', async () => {
  const { token, look, id } = await makeLink();
  const presses = await Promise.allSettled(Array.from({ length: 5 }, () => claimLink(token)));
  const won = presses.flatMap((press) => (press.status === 'fulfilled' ? [press.value] : []));
  expect(won).toHaveLength(1);
  expect(await look(won[0]?.cookie)).toMatchObject({ state: 'yours', id });
  expect(await look()).toEqual({ state: 'used' });
  await expect(claimLink(token)).rejects.toMatchObject({ ...over, detail: 'linkUsed' });
  // Two that have both seen it open.
  const { token: other } = await makeLink();
  expect(await claimLinkRow(sha256(other), 'one')).toBe(true);
  expect(await claimLinkRow(sha256(other), 'two')).toBe(false);
});

it('is used up by no look at its page', async () => {
  const { look } = await makeLink();
  await look();
  expect(await look()).toMatchObject({ state: 'open' });
});

it('ends after ten minutes, for who has it too', async () => {
  const { scope, instanceId, token, id, look } = await makeLink();
  expect((await getLink(scope, instanceId)).secondsLeft).toBeLessThanOrEqual(600);
  const { cookie } = await claimLink(token);
  await database().execute(
    sql`update pairing_links set expires_at = expires_at - interval '10 minutes 1 second'`,
  );
  expect(await look(cookie)).toEqual({ state: 'expired' });
  expect(await askGuestStatus(id, cookie)).toMatchObject({ state: 'expired' });
  await expect(connectAsGuest(id, cookie)).rejects.toMatchObject({ ...over, detail: 'linkExpired' });
  const fresh = await createLink(scope, instanceId);
  await database().execute(sql`update pairing_links set expires_at = now() - interval '1 second'`);
  await expect(claimLink(tokenOf(fresh))).rejects.toMatchObject({ ...over, detail: 'linkExpired' });
});

it('ends at once when it is cancelled, and when another is made', async () => {
  const { scope, instanceId, token, id, look } = await makeLink();
  const { cookie } = await claimLink(token);
  await revokeLink(scope, instanceId);
  expect(await look(cookie)).toEqual({ state: 'revoked' });
  await expect(connectAsGuest(id, cookie)).rejects.toMatchObject({ ...over, detail: 'linkRevoked' });
  const first = await createLink(scope, instanceId);
  await createLink(scope, instanceId);
  await expect(claimLink(tokenOf(first))).rejects.toMatchObject({ ...over, detail: 'linkRevoked' });
});

it('is over once its number was connected, also when it is off again', async () => {
  const { scope, instanceId, token, id } = await makeLink();
  const { cookie } = await claimLink(token);
  await connectAsGuest(id, cookie);
  const at = Date.now();
  await applyStatus(scope, instanceId, { status: 'WORKING', at: new Date(at + 1000), me: null }, 'event');
  await applyStatus(scope, instanceId, { status: 'STOPPED', at: new Date(at + 2000), me: null }, 'event');
  await expect(connectAsGuest(id, cookie)).rejects.toMatchObject({ ...over, detail: 'linkDone' });
});

it('opens nothing to the cookie of another link, nor to its own address', async () => {
  const ours = await makeLink();
  const theirs = await makeLink();
  const { cookie } = await claimLink(theirs.token);
  await claimLink(ours.token);
  for (const wrong of [cookie, ours.token, 'made up', undefined])
    await expect(connectAsGuest(ours.id, wrong)).rejects.toMatchObject({ code: 'not_found' });
  await expect(getLink(theirs.scope, ours.instanceId)).rejects.toMatchObject({ code: 'not_found' });
  await expect(createLink(theirs.scope, ours.instanceId)).rejects.toMatchObject({ code: 'not_found' });
  await expect(revokeLink(theirs.scope, ours.instanceId)).rejects.toMatchObject({ code: 'not_found' });
});

it('keeps no secret of its own in the table, and tells nothing of the number but name and state', async () => {
  const { token, look } = await makeLink();
  const { cookie } = await claimLink(token);
  const [row] = await database().execute(sql`select to_jsonb(l)::text as kept from pairing_links l`);
  expect(row?.kept).not.toContain(token);
  expect(row?.kept).not.toContain(cookie);
  const seen = await look(cookie);
  expect(seen.state === 'yours' && Object.keys(seen.number).sort()).toEqual([
    'lastError',
    'name',
    'pending',
    'status',
    'statusAt',
  ]);
});
