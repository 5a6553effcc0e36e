import { expect } from '@playwright/test';
import type { MessageStatus } from '@/lib/messages/schema';
import { test } from './support/fixtures';
import { startGate } from './support/gate';
import { arrivals, send, waitForMessage } from './support/messages';
import { linkNumber, randomPhone } from './support/numbers';
import { insertServer } from './support/servers';
import { waitFor } from './support/wait';

const LEFT: MessageStatus[] = ['sent', 'delivered', 'read'];
const NUMBERS = 14;
/** A call to a server that is silent is given up after 10 s at the earliest: whoever had to wait for one takes longer. */
const AT_ONCE_MS = 7_000;

test('numbers on a server that hangs keep no others waiting, and send when it speaks again', async ({
  app,
  api,
  sql,
  simulator,
  organization,
  number,
}) => {
  test.setTimeout(180_000);
  const gate = await startGate(app.simulator.url);
  try {
    const serverId = await insertServer(sql, organization.id, gate.url);
    const phone = randomPhone();
    await simulator.customer({ phone });
    await waitForMessage(api, await send(api, number.id, phone, 'antes'), LEFT);
    // Few at a time: whoever waits asks often, and a token may ask only so often.
    const silent = [];
    while (silent.length < NUMBERS) {
      const link = () => linkNumber(api, simulator, { serverId });
      silent.push(...(await Promise.all(Array.from({ length: 2 }, link))));
    }

    gate.silence();
    const waiting = [];
    for (const { id } of silent) waiting.push(await send(api, id, phone, `de ${id}`));
    await waitFor(
      async () => gate.waiting(),
      (count) => count >= 5,
      { what: 'calls that hang' },
    );
    for (const text of ['um', 'dois', 'três'])
      await waitForMessage(api, await send(api, number.id, phone, text), LEFT, AT_ONCE_MS);
    expect(gate.waiting()).toBeGreaterThanOrEqual(5);

    gate.speak();
    for (const message of waiting) await waitForMessage(api, message, LEFT, 60_000);
    for (const { id } of silent)
      expect((await arrivals(simulator, { phone })).filter(([text]) => text === `de ${id}`)).toEqual([
        [`de ${id}`, 1],
      ]);
  } finally {
    gate.close();
  }
});
