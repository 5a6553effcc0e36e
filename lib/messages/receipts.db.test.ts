import { afterAll, afterEach, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { type HookedNumber, hookNumber } from '@/tests/setup/hooked-number';
import { somePhone } from '@/tests/setup/phones';
import { makeInstance } from '@/tests/setup/receive-support';
import { drainOutbox } from './drain';
import { getReceipts } from './receipts';
import { sendTo } from './send';

const numbers: HookedNumber[] = [];
afterEach(async () => {
  for (const number of numbers.splice(0)) await number.close();
});
afterAll(closeDatabase);

it('keeps when each tick was told, the earlier ones too', async () => {
  const number = await hookNumber({});
  numbers.push(number);
  const { scope, id: instanceId, control } = number;
  const phone = somePhone();
  await control.customer({ phone });
  const { id } = await sendTo(scope, instanceId, { to: phone, text: 'Oi' });
  expect(await getReceipts(scope, id)).toEqual({ sent: null, delivered: null, read: null, played: null });
  await drainOutbox(scope, instanceId);
  const told = async () =>
    Object.entries(await getReceipts(scope, id)).flatMap(([tick, at]) => (at ? [tick] : []));
  await expect.poll(told, { timeout: 10_000 }).toEqual(['sent', 'delivered']);
  const before = await getReceipts(scope, id);
  await control.customerReads({ phone });
  await expect.poll(told, { timeout: 10_000 }).toEqual(['sent', 'delivered', 'read']);
  const after = await getReceipts(scope, id);
  expect(after).toMatchObject({ sent: before.sent, delivered: before.delivered });
  expect(Date.parse(after.read ?? '')).toBeGreaterThanOrEqual(Date.parse(after.delivered ?? ''));
  const stranger = await makeInstance();
  await expect(getReceipts(stranger.scope, id)).rejects.toMatchObject({ code: 'not_found' });
});
