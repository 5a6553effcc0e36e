import { chromium, type Page } from '@playwright/test';
import { SignInPage } from '../../tests/e2e/pages/sign-in-page';
import { CHROMIUM_FLAGS, installedBrowser } from '../../tests/setup/browser';
import { somePhone } from '../../tests/setup/phones';
import { percentile, table } from './figures';
import { type BenchInstance, textEvent } from './instance';
import { linkNumber, postWebhook, type Stage, setStage } from './stage';

const MESSAGES = 200;
const PAUSE_MS = 60;
const NOISE_PER_SECOND = 200;
const NOISE_CHATS = 500;
/** What the server does not keep up with is not piled up: the rate that was reached is told. */
const MAX_OPEN = 64;

/** Runs in the page, as text because tsx's helpers are not there: notes when each text of ours first appears. */
const WATCH = `
  window.seen = {};
  new MutationObserver(() => {
    for (const article of document.querySelectorAll('article, [role=article]')) {
      const mark = /bench-\\w+-\\d+;/.exec(article.textContent)?.[0];
      if (mark) window.seen[mark] ??= Date.now();
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
`;

/** Webhook posted → text in another browser's thread, idle and while other chats receive 200 webhooks a second. */
export async function main(): Promise<void> {
  const stage = await setStage();
  const browser = await chromium.launch({ executablePath: installedBrowser(), args: CHROMIUM_FLAGS });
  try {
    const instance = await linkNumber(stage, 'Bench');
    const customer = somePhone();
    await postWebhook(stage.app.url, instance, textEvent(customer, 'first'));
    const page = await openThread(await browser.newPage({ baseURL: stage.app.url, locale: 'pt-BR' }), stage);
    const idle = await measure(page, stage, instance, customer, 'idle');
    const stopNoise = makeNoise(stage, instance);
    const busy = await measure(page, stage, instance, customer, 'busy');
    const sent = await stopNoise();
    const row = (name: string, values: number[]) => [
      name,
      values.length,
      ms(percentile(values, 0.5)),
      ms(percentile(values, 0.99)),
      ms(Math.max(...values)),
    ];
    console.log(
      '\nWebhook posted → text in another browser (production build, durable commits, everything on this machine)\n',
    );
    console.log(
      table(
        ['', 'messages', 'p50', 'p99', 'max'],
        [row('idle', idle), row(`under ${Math.round(sent)} webhooks/s`, busy)],
      ),
    );
  } finally {
    await browser.close();
    await stage.close();
  }
}

const ms = (value: number) => `${value.toFixed(0)} ms`;

/** Signs in and opens the only conversation; the page notes when each text appears. */
async function openThread(page: Page, { organization, app }: Stage): Promise<Page> {
  await new SignInPage(page).signIn(organization.email, organization.password);
  const answer = await page.request.get(`${app.url}/api/messages/conversations`);
  const { data } = (await answer.json()) as { data: { id: string }[] };
  await page.goto(`/conversations/${data[0]?.id}`);
  await page.getByRole('article').first().waitFor();
  await page.evaluate(WATCH);
  return page;
}

async function measure(
  page: Page,
  stage: Stage,
  instance: BenchInstance,
  customer: string,
  name: string,
): Promise<number[]> {
  const posted: Record<string, number> = {};
  for (let n = 0; n < MESSAGES; n++) {
    // The bubble's time follows the text without a space.
    const text = `bench-${name}-${n};`;
    posted[text] = Date.now();
    await postWebhook(stage.app.url, instance, textEvent(customer, text));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const seen = await waitForAll(page, Object.keys(posted));
  const times = Object.entries(posted).map(([text, at]) => (seen[text] ?? Number.NaN) - at);
  const missing = times.filter(Number.isNaN).length;
  if (missing > 0) console.log(`${missing} of ${MESSAGES} texts never appeared`);
  return times.filter((value) => !Number.isNaN(value));
}

/** When each text appeared, once all have; asked again and again because the page's CSP forbids Playwright's own waiting. */
async function waitForAll(page: Page, texts: string[]): Promise<Record<string, number>> {
  for (const until = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const seen = (await page.evaluate('window.seen')) as Record<string, number>;
    if (texts.every((text) => text in seen) || Date.now() > until) return seen;
  }
}

/** Other chats' webhooks, evenly over time; the function it gives ends them and tells the rate that was reached. */
function makeNoise(stage: Stage, instance: BenchInstance): () => Promise<number> {
  const since = Date.now();
  let count = 0;
  let isOn = true;
  const open = new Set<Promise<unknown>>();
  const tick = () => {
    if (!isOn) return;
    const due = Math.floor(((Date.now() - since) / 1000) * NOISE_PER_SECOND);
    while (count < due && open.size < MAX_OPEN) {
      count++;
      const from = `5521${900_000_000 + (count % NOISE_CHATS)}`;
      const post: Promise<unknown> = postWebhook(stage.app.url, instance, textEvent(from, `noise ${count}`))
        .catch(() => undefined)
        .finally(() => open.delete(post));
      open.add(post);
    }
    setTimeout(tick, 5);
  };
  tick();
  return async () => {
    isOn = false;
    const rate = count / ((Date.now() - since) / 1000);
    await Promise.allSettled(open);
    return rate;
  };
}
