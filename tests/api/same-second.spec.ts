import { expect } from '@playwright/test';
import { foldMessage, openThread } from '@/components/messages/thread-state';
import type { MessageView } from '@/lib/messages/schema';
import { startTestApp } from '../setup/test-app';
import { withDatabase } from '../setup/test-postgres';
import { withToken } from './support/client';
import { type Ground, test } from './support/ground';
import { conversations, thread } from './support/messages';
import { linkNumber, randomPhone } from './support/numbers';
import { openStream, type Stream } from './support/stream';
import { waitFor } from './support/wait';
import { messageEvent, webhookSender } from './support/webhooks';

const COUNT = 40;

/** A second process on the database of the first. */
async function startSecond({ sql, simulator }: Ground, app: { serverUrl: string; dataDir: string }) {
  const [row] = await sql<{ name: string }[]>`select current_database() as name`;
  return startTestApp({
    databaseUrl: withDatabase(app.serverUrl, row?.name ?? ''),
    simulator: { url: simulator.url, apiKey: 'key' },
    dataDir: app.dataDir,
  });
}

/** The thread as a browser builds it from what its stream tells, oldest first. */
const shown = ({ events }: Stream): string[] =>
  events
    .filter(({ event }) => event === 'message.created')
    .reduce(
      (held, { data }) => foldMessage(held, data.message as MessageView, 'event'),
      openThread({ data: [], nextCursor: null }),
    )
    .messages.map(({ id }) => id)
    .reverse();

test('what two processes receive within one second stands in one order for everybody', async ({
  ground,
  app,
}) => {
  test.setTimeout(180_000);
  const number = await linkNumber(ground.api, ground.control);
  const first = ground.server();
  const second = await startSecond(ground, app);
  const headers = { authorization: `Bearer ${ground.organization.token}` };
  const streams = await Promise.all([first, second].map(({ url }) => openStream(url, headers)));
  try {
    for (const stream of streams) await stream.next('ready');
    const posts = await Promise.all(
      [first, second].map(({ url }) =>
        webhookSender({ appUrl: url, simulator: { url: ground.simulator.url, apiKey: 'key' } }, number),
      ),
    );
    const [chat, at] = [`${randomPhone()}@c.us`, Date.now()];
    const answers = await Promise.all(
      Array.from({ length: COUNT }, (_, n) => posts[n % 2]?.(messageEvent({ chat, at, text: `${n}` }))),
    );
    expect(answers.map((answer) => answer?.status)).toEqual(Array.from({ length: COUNT }, () => 200));

    const orders = await Promise.all(
      [first, second].map(async ({ url }) => {
        const api = withToken(url, ground.organization.token);
        const [conversation] = await conversations(api);
        const id = conversation?.id ?? '';
        const whole = (await thread(api, id, '?limit=100')).map((message) => message.id);
        expect(conversation?.lastMessage?.id).toBe(whole[0]);
        const paged: string[] = [];
        for (let before = ''; paged.length < COUNT; before = `&before=${paged.at(-1)}`)
          paged.push(...(await thread(api, id, `?limit=7${before}`)).map((message) => message.id));
        expect(paged).toEqual(whole);
        return whole.reverse();
      }),
    );
    expect(orders[0]).toHaveLength(COUNT);
    expect(orders[1]).toEqual(orders[0]);
    for (const stream of streams) {
      const told = await waitFor(
        async () => shown(stream),
        ({ length }) => length === COUNT,
        { what: 'every message on the stream' },
      );
      expect(told).toEqual(orders[0]);
    }
  } finally {
    for (const stream of streams) stream.close();
    await second.stop();
  }
});
