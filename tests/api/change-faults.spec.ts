import { expect } from '@playwright/test';
import postgres from 'postgres';
import type { MessageView } from '@/lib/messages/schema';
import { simulatorControl } from '@/lib/waha/simulator/control-client';
import { freePort } from '../../db/embedded-server/ports';
import { startSimulator } from '../../scripts/lib/simulator';
import { startTestApp } from '../setup/test-app';
import { cloneDatabase } from '../setup/test-postgres';
import { edit, messagePath, phoneOf, react, revoke, waitForChanges } from './support/changes';
import { type Api, withToken } from './support/client';
import { test } from './support/fixtures';
import { send, waitForMessage } from './support/messages';
import { instancePath, linkNumber, randomPhone, waitForStatus } from './support/numbers';
import { insertOrganization } from './support/organizations';
import { expectProblem } from './support/problems';
import { insertServer } from './support/servers';

/** Three texts that the customer has: one to react to, one to edit, one to delete. */
async function three(api: Api, instanceId: string, phone: string): Promise<MessageView[]> {
  const sent: MessageView[] = [];
  for (const text of ['um', 'dois', 'três'])
    sent.push(await waitForMessage(api, await send(api, instanceId, phone, text), ['delivered', 'read']));
  return sent;
}

/** One change of each kind; each is accepted, and shown as if it were done. */
async function changeAll(api: Api, [one, two, three]: MessageView[]) {
  const answers = [
    await react(api, one?.id ?? '', '👍'),
    await edit(api, two?.id ?? '', 'dois!'),
    await revoke(api, three?.id ?? ''),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(answers.map(({ body }) => body)).toMatchObject([
    { reactions: [{ emoji: '👍', fromMe: true }] },
    { text: 'dois!', editedAt: expect.any(String) },
    { text: null, revokedAt: expect.any(String) },
  ]);
  return answers.map(({ body }) => body);
}

const CHANGED = [
  { kind: 'text', body: 'um', reactions: [{ text: '👍', mine: false }] },
  { kind: 'text', body: 'dois!', reactions: [] },
  { kind: 'revoke', reactions: [] },
];
const UNCHANGED = ['um', 'dois', 'três'].map((body) => ({ kind: 'text', body, reactions: [] }));

test('WAHA is away: changes are accepted and wait; it is back: the customer sees each', async ({
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
    const messages = await three(api, number.id, phone);
    await waha.stop();
    for (const message of await changeAll(api, messages)) await waitForChanges(api, message, 'queued');
    waha = await startSimulator(options);
    for (const message of messages) await waitForChanges(api, message, 'none', 40_000);
    expect(await phoneOf(simulator, number, phone)).toMatchObject(CHANGED);
  } finally {
    await waha.stop();
  }
});

test('while the number is not connected changes wait, and are carried out once it is', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  const messages = await three(api, number.id, phone);
  await api.post(instancePath(number.id, '/disconnect'));
  await waitForStatus(api, number.id, 'STOPPED');
  const wanted = await changeAll(api, messages);
  expect(wanted.map(({ pendingChanges }) => pendingChanges[0]?.state)).toEqual(Array(3).fill('queued'));
  expect(await phoneOf(simulator, number, phone)).toMatchObject(UNCHANGED);
  // The last wish counts, and one that is taken back is none.
  await edit(api, messages[1]?.id ?? '', 'dois?');
  await edit(api, messages[1]?.id ?? '', 'dois!');
  await react(api, messages[2]?.id ?? '', '👍').then((answer) => expectProblem(answer, 'invalid_state'));
  await api.post(instancePath(number.id, '/connect'));
  for (const message of messages) await waitForChanges(api, message, 'none', 30_000);
  expect(await phoneOf(simulator, number, phone)).toMatchObject(CHANGED);
});

test('WAHA cuts the answers: what was done is found, and nothing is left undone', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  const messages = await three(api, number.id, phone);
  for (const [index, cut] of [
    (id: string) => react(api, id, '👍'),
    (id: string) => edit(api, id, 'dois!'),
    (id: string) => revoke(api, id),
  ].entries()) {
    const message = messages[index] as MessageView;
    await simulator.cutAnswers({ session: number.sessionName });
    expect((await cut(message.id)).status).toBe(202);
    await waitForChanges(api, message);
  }
  expect(await phoneOf(simulator, number, phone)).toMatchObject(CHANGED);
});

test('kill -9 between accepting and carrying out, and in the middle of a call: after the restart each is done', async ({
  app,
  simulator,
}, testInfo) => {
  test.setTimeout(120_000);
  const databaseUrl = await cloneDatabase(app.serverUrl);
  const options = { databaseUrl, simulator: app.simulator, dataDir: testInfo.outputPath() };
  const first = await startTestApp(options);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  let running = first;
  try {
    const organization = await insertOrganization(sql);
    const api = withToken(first.url, organization.token);
    const number = await linkNumber(api, simulator);
    const phone = randomPhone();
    await simulator.customer({ phone });
    const messages = await three(api, number.id, phone);
    // The first call hangs for ever, so that the others are merely accepted.
    await simulator.hangSends({ session: number.sessionName, sent: false });
    const wanted = await changeAll(api, messages);
    await waitForChanges(api, wanted[0] as MessageView, 'sending');
    await first.kill();
    expect(await phoneOf(simulator, number, phone)).toMatchObject(UNCHANGED);
    running = await startTestApp({ ...options, port: first.port });
    for (const message of messages) await waitForChanges(api, message, 'none', 80_000);
    expect(await phoneOf(simulator, number, phone)).toMatchObject(CHANGED);
  } finally {
    await sql.end({ timeout: 1 });
    await running.stop();
  }
});

test('an engine that can’t: the change fails with its reason, and is repeated or forgotten', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  const [, message] = await three(api, number.id, phone);
  if (!message) throw new Error('No message');
  const refused = { session: number.sessionName, status: 501, message: 'not implemented' };
  await simulator.refuseSends(refused);
  await edit(api, message.id, 'dois!');
  const failed = {
    kind: 'edit',
    state: 'failed',
    text: 'dois!',
    error: { code: 'not_supported', message: 'The WhatsApp server of this number can’t do this.' },
  };
  // What failed is not counted: the message stands as the customer has it.
  expect(await waitForChanges(api, message, 'failed')).toMatchObject({
    text: 'dois',
    editedAt: null,
    status: 'delivered',
    pendingChanges: [failed],
  });
  const again = await api.post<MessageView>(messagePath(message.id, '/retry'));
  expect(again.status).toBe(202);
  expect(again.body.id).toBe(message.id);
  expect(await waitForChanges(api, message)).toMatchObject({ text: 'dois!' });
  expect((await phoneOf(simulator, number, phone))[1]).toMatchObject({ body: 'dois!' });

  await simulator.refuseSends({ ...refused, status: 500, message: 'no' });
  await revoke(api, message.id);
  const rejected = await waitForChanges(api, message, 'failed');
  expect(rejected).toMatchObject({ text: 'dois!', pendingChanges: [{ error: { code: 'rejected' } }] });
  const dismissed = await api.post<MessageView>(messagePath(message.id, '/dismiss'));
  expect(dismissed.status).toBe(200);
  expect(dismissed.body).toMatchObject({ text: 'dois!', revokedAt: null, pendingChanges: [] });
  expectProblem(await api.post(messagePath(message.id, '/dismiss')), 'invalid_state');
  expect((await phoneOf(simulator, number, phone))[1]).toMatchObject({ body: 'dois!' });
});

test('what still waits is changed or taken back before it leaves', async ({ api, number, simulator }) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  await api.post(instancePath(number.id, '/disconnect'));
  await waitForStatus(api, number.id, 'STOPPED');
  const kept = await send(api, number.id, phone, 'um');
  const gone = await send(api, number.id, phone, 'dois');
  expect((await edit(api, kept.id, 'um!')).body).toMatchObject({ text: 'um!', editedAt: null });
  const taken = { id: gone.id, status: 'failed', error: null, text: null, revokedAt: expect.any(String) };
  expect((await revoke(api, gone.id)).body).toMatchObject(taken);
  expectProblem(await api.post(messagePath(gone.id, '/retry')), 'invalid_state');
  await api.post(instancePath(number.id, '/connect'));
  await waitForMessage(api, kept, ['delivered', 'read'], 30_000);
  expect(await phoneOf(simulator, number, phone)).toMatchObject([{ kind: 'text', body: 'um!' }]);
});
