import { expect } from '@playwright/test';
import type { MessageView, ReceiptsView } from '@/lib/messages/schema';
import { messagePath } from './support/changes';
import { test } from './support/fixtures';
import { send, waitForMessage, waitForThread } from './support/messages';
import { randomPhone } from './support/numbers';

test('when a message was taken, delivered and read is told; of theirs nothing', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  const session = number.sessionName;
  await simulator.customer({ phone });
  const receipts = async ({ id }: MessageView) =>
    (await api.get<ReceiptsView>(messagePath(id, '/receipts'))).body;
  const message = await waitForMessage(api, await send(api, number.id, phone, 'Oi'), 'delivered');
  expect(await receipts(message)).toEqual({
    sent: expect.any(String),
    delivered: expect.any(String),
    read: null,
    played: null,
  });
  await simulator.customerReads({ session, phone });
  await waitForMessage(api, message, 'read');
  const { delivered, read } = await receipts(message);
  expect(Date.parse(read ?? '')).toBeGreaterThanOrEqual(Date.parse(delivered ?? ''));
  await simulator.inbound({ session, from: phone, text: 'Recebi' });
  const { messages } = await waitForThread(api, 2);
  const theirs = messages.find(({ direction }) => direction === 'inbound') as MessageView;
  expect(await receipts(theirs)).toEqual({ sent: null, delivered: null, read: null, played: null });
});
