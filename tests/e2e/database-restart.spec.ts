import { expect } from '@playwright/test';
import { migrateDatabase } from '@/db/migrate';
import { startSimulator } from '@/lib/waha/simulator/simulator';
import { startDatabase } from '../../scripts/chaos/parts';
import { makeTemporaryFolder } from '../../scripts/lib/temporary';
import { withToken } from '../api/support/client';
import { arrivals, conversations, thread } from '../api/support/messages';
import { linkNumber, randomPhone } from '../api/support/numbers';
import { createOrganization } from '../setup/organizations';
import { startTestApp } from '../setup/test-app';
import { test as base } from './fixtures';
import { InboxPage } from './pages/inbox-page';
import { SignInPage } from './pages/sign-in-page';

/** WhatsApp's own times, by which messages stand in order, are no finer than a second; and all fit on one page. */
const WRITE_EVERY_MS = 4_000;
const PATIENT = { timeout: 90_000 };
const NAME = 'Marina Duarte';

type Place = Awaited<ReturnType<typeof build>>;

/** An installation with a Postgres of its own, which may be killed. */
async function build() {
  const dataDir = makeTemporaryFolder('recado-test-');
  const simulator = await startSimulator({ speed: 20, apiKey: 'key', timings: { qrFirstMs: 12_000_000 } });
  const database = await startDatabase(dataDir);
  await migrateDatabase(database.url);
  const waha = { url: simulator.url, apiKey: 'key' };
  const app = await startTestApp({ databaseUrl: database.url, simulator: waha, dataDir });
  const organization = await createOrganization(database.url);
  const stop = async () => {
    await app.stop();
    await database.stop();
    await simulator.close();
  };
  const api = withToken(app.url, organization.token);
  return { database, app, organization, api, control: simulator.control, stop };
}

const test = base.extend<{ place: Place }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  place: async ({}, use) => {
    const place = await build();
    await use(place);
    await place.stop();
  },
});

/** A customer who writes one message after another until told to stop; `texts` are those that WhatsApp took. */
function keepWriting({ control }: Place, session: string, from: string) {
  const texts: string[] = [];
  let isOver = false;
  const done = (async () => {
    for (let n = 0; !isOver; n++) {
      // None is the beginning of another.
      const text = `pergunta ${String(n).padStart(4, '0')}`;
      await control.inbound({ session, from, text, pushName: NAME });
      texts.push(text);
      await new Promise((resolve) => setTimeout(resolve, WRITE_EVERY_MS));
    }
  })();
  const stop = async () => {
    isOver = true;
    await done;
  };
  return { texts, stop };
}

test('Postgres is killed, and crashes, while people write and read: the page goes on by itself, nothing is lost or doubled', async ({
  place,
  browser,
}) => {
  test.setTimeout(390_000);
  const { database, app, organization, api, control } = place;
  const number = await linkNumber(api, control);
  const customer = randomPhone();
  await control.customer({ phone: customer, name: NAME });
  const writing = keepWriting(place, number.sessionName, customer);
  const newest = () => `${writing.texts.at(-1)}`;

  const context = await browser.newContext({ baseURL: app.url, locale: 'pt-BR' });
  const inbox = new InboxPage(await context.newPage());
  await new SignInPage(inbox.page).signIn(organization.email, organization.password);
  const health = await context.newPage();
  await health.goto('/settings/health');
  const isWell = () => expect(health.getByText('Tudo funcionando.')).toBeVisible(PATIENT);
  await isWell();
  await inbox.goto();
  await inbox.open(NAME);
  await inbox.page.evaluate(() => void Object.assign(window, { isSamePage: true }));

  await database.kill();
  await expect(health.getByText(/^Não está funcionando: Banco de dados\./)).toBeVisible(PATIENT);
  await expect(health.getByText(/Servidores e números abaixo são de/)).toBeVisible();
  await expect(health.getByRole('region', { name: 'Servidores WAHA' })).toContainText('Funcionando');
  await inbox.send('resposta 0');
  await expect(inbox.bubble('resposta 0')).toHaveCount(1);
  const during = newest();
  await database.start();
  await expect(inbox.bubble(during)).toHaveCount(1, PATIENT);
  await expect(inbox.bubble(newest())).toHaveCount(1, PATIENT);
  await expect(inbox.tick('resposta 0', 'delivered')).toBeVisible(PATIENT);
  await isWell();

  await inbox.send('resposta 1');
  await database.crashBackend();
  await expect(inbox.tick('resposta 1', 'delivered')).toBeVisible(PATIENT);
  await writing.stop();
  await expect(inbox.bubble(newest())).toHaveCount(1, PATIENT);
  await isWell();

  const [conversation] = await conversations(api);
  const read = async () => {
    const stored = await thread(api, conversation?.id ?? '', '?limit=100');
    const inbound = stored.filter(({ direction, type }) => direction === 'inbound' && type !== 'system');
    return inbound.map(({ text }) => text).reverse();
  };
  // What WAHA could not tell at first it tells again at growing distance: the oldest come last.
  await expect.poll(read, PATIENT).toEqual(writing.texts);
  expect(await arrivals(control, { phone: customer })).toEqual([
    ['resposta 0', 1],
    ['resposta 1', 1],
  ]);
  expect(await inbox.page.evaluate(() => 'isSamePage' in window)).toBe(true);
  await context.close();
});
