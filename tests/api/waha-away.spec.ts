import { expect } from '@playwright/test';
import { simulatorControl } from '@/lib/waha/simulator/control-client';
import { freePort } from '../../db/embedded-server/ports';
import { startSimulator } from '../../scripts/lib/simulator';
import { test } from './support/fixtures';
import { arrivals, send, waitForMessage } from './support/messages';
import { linkNumber, randomPhone } from './support/numbers';
import { insertServer } from './support/servers';

test('WAHA stops: messages wait in the queue; it starts: they leave in order, each once', async ({
  app,
  api,
  sql,
  organization,
}, testInfo) => {
  const options = {
    port: await freePort(),
    apiKey: app.simulator.apiKey,
    speed: 20,
    dataDir: testInfo.outputPath('simulator'),
    logFile: testInfo.outputPath('simulator.log'),
  };
  let waha = await startSimulator(options);
  try {
    const simulator = simulatorControl(waha.url);
    const serverId = await insertServer(sql, organization.id, waha.url);
    const number = await linkNumber(api, simulator, { serverId });
    const phone = randomPhone();
    await simulator.customer({ phone });
    await waha.stop();
    const texts = ['um', 'dois', 'três'];
    const messages = [];
    for (const text of texts) messages.push(await send(api, number.id, phone, text));
    const [first] = messages;
    if (first) await waitForMessage(api, first, 'queued');

    waha = await startSimulator(options);
    for (const message of messages) await waitForMessage(api, message, ['sent', 'delivered', 'read'], 40_000);
    expect(await arrivals(simulator, { phone })).toEqual(texts.map((text) => [text, 1]));
  } finally {
    await waha.stop();
  }
});
