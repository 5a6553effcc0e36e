import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { type LinkedNumber, linkNumber } from '@/tests/setup/linked-number';
import { askStatus } from './asking';
import { endRestrictions, noteAcceptance, noteRefusal } from './restriction';
import { getInstance } from './service';

let number: LinkedNumber;

beforeEach(async () => {
  number = await linkNumber();
});
afterEach(async () => {
  await number.simulator.close();
  // All tests share the row of the server: a number of an older one must not hold its only place.
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

/** What was opened for the number, in order. */
const incidents = async () =>
  (
    await database().execute<{ state: string }>(sql`
      select state from incidents where organization_id = ${number.scope.organizationId} and kind = 'restricted' order by opened_at`)
  ).map(({ state }) => state);

const lock = async (timelock: { isActive: boolean; endsInSeconds?: number } | null) => {
  await number.control.restrict({ timelock });
  await askStatus(number.scope, number.id);
};

it('is an incident while WhatsApp tells of it', async () => {
  await lock({ isActive: true, endsInSeconds: 7200 });
  await lock({ isActive: true, endsInSeconds: 7200 });
  expect(await incidents()).toEqual(['open']);
  await lock(null);
  expect(await incidents()).toEqual(['closed']);
  await lock({ isActive: true, endsInSeconds: 7200 });
  expect(await incidents()).toEqual(['closed', 'open']);
});

it('is one after a refusal, until WhatsApp takes a message to somebody new', async () => {
  const { scope, id } = number;
  await noteRefusal(scope, id, undefined);
  await noteRefusal(scope, id, undefined);
  expect(await incidents()).toEqual(['open']);
  await noteAcceptance(scope, id);
  expect(await incidents()).toEqual(['closed']);
});

it('ends with its time, also while WAHA is away', async () => {
  const { scope, id, simulator } = number;
  await lock({ isActive: true, endsInSeconds: 7200 });
  await simulator.close();
  await endRestrictions();
  expect(await incidents()).toEqual(['open']);
  await database().execute(sql`
    update instances set restriction = jsonb_set(restriction, '{until}', '"2026-01-01T00:00:00Z"') where id = ${id}`);
  await endRestrictions();
  expect(await incidents()).toEqual(['closed']);
  expect((await getInstance(scope, id)).limits.restriction).toBeNull();
});
