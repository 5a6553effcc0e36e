import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { SignInPage } from '../../tests/e2e/pages/sign-in-page';
import { CHROMIUM_FLAGS, installedBrowser } from '../../tests/setup/browser';
import { somePhone } from '../../tests/setup/phones';
import { percentile, table } from './figures';
import { type BenchInstance, textEvent } from './instance';
import { startLoad } from './load-process';
import { linkNumber, postWebhook, type Stage, setStage } from './stage';

const { values: options } = parseArgs({
  options: {
    /** How long each of the two is measured. */
    seconds: { type: 'string', default: '15' },
    rate: { type: 'string', default: '200' },
  },
});

const PAUSE_MS = 60;
const NOISE_CHATS = 500;
/** More than wait for their answer at once: the noise does not slow down with the server. */
const NOISE_CONNECTIONS = 64;
/** The noise begins a little before what is measured, and ends a little after. */
const MARGIN_SECONDS = 2;

/**
 * Runs in the page, as text because tsx's helpers are not there: notes when each text of ours first appears, and stays at
 * the end of the thread, as somebody who reads along.
 */
const WATCH = `
  window.seen = {};
  const scrollable = (element) =>
    !element || element.scrollHeight > element.clientHeight + 1 ? element : scrollable(element.parentElement);
  new MutationObserver(() => {
    const articles = [...document.querySelectorAll('article, [role=article]')];
    for (const article of articles) {
      const mark = /bench-\\w+-\\d+;/.exec(article.textContent)?.[0];
      if (mark) window.seen[mark] ??= Date.now();
    }
    const box = scrollable(articles.at(-1));
    if (box && box.scrollTop + box.clientHeight < box.scrollHeight - 1) box.scrollTop = box.scrollHeight;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
`;

/**
 * Webhook posted → text in another browser's thread, idle and while other chats receive webhooks at a steady rate
 * (`--rate`), whether or not the server keeps up.
 */
export async function main(): Promise<void> {
  const stage = await setStage();
  const browser = await chromium.launch({ executablePath: installedBrowser(), args: CHROMIUM_FLAGS });
  try {
    const instance = await linkNumber(stage, 'Bench');
    const customer = somePhone();
    await postWebhook(stage.app.url, instance, textEvent(customer, 'first'));
    const page = await openThread(await browser.newPage({ baseURL: stage.app.url, locale: 'pt-BR' }), stage);
    await warmUp(page, stage, instance, customer);
    const idle = await measure(page, stage, instance, customer, 'idle');
    const endNoise = await makeNoise(stage, instance);
    const busy = await measure(page, stage, instance, customer, 'busy');
    const noise = await endNoise();
    report(idle, busy, noise);
  } finally {
    await browser.close();
    await stage.close();
  }
}

function report(idle: number[], busy: number[], noise: Noise): void {
  const row = (name: string, values: number[]) => [
    name,
    values.length,
    ...[percentile(values, 0.5), percentile(values, 0.99), Math.max(...values)].map(ms),
  ];
  const rate = Math.round(noise.rate);
  console.log(
    '\nWebhook posted → text in another browser (production build, durable commits, everything on this machine)\n',
  );
  console.log(
    table(
      ['', 'messages', 'p50', 'p99', 'max'],
      [row('idle', idle), row(`under ${rate} webhooks/s`, busy), row('… those, until 200', noise.latencies)],
    ),
  );
  const isHeld = noise.rate >= 0.98 * Number(options.rate) && noise.failed === 0;
  console.log(
    isHeld
      ? `\nThe rate of ${options.rate}/s was held.`
      : `\nThe rate of ${options.rate}/s was NOT held: ${rate}/s were acknowledged, ${noise.failed} failed.`,
  );
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

/** The first texts come while the page is still getting ready. */
async function warmUp(page: Page, stage: Stage, instance: BenchInstance, customer: string): Promise<void> {
  for (let n = 0; n < 5; n++) {
    const text = `bench-warm-${n};`;
    await postWebhook(stage.app.url, instance, textEvent(customer, text));
    await waitForAll(page, [text]);
  }
}

async function measure(
  page: Page,
  stage: Stage,
  instance: BenchInstance,
  customer: string,
  name: string,
): Promise<number[]> {
  const posted: Record<string, number> = {};
  const until = Date.now() + Number(options.seconds) * 1000;
  for (let n = 0; Date.now() < until; n++) {
    // The bubble's time follows the text without a space.
    const text = `bench-${name}-${n};`;
    posted[text] = Date.now();
    await postWebhook(stage.app.url, instance, textEvent(customer, text));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const seen = await waitForAll(page, Object.keys(posted));
  const times = Object.entries(posted).map(([text, at]) => (seen[text] ?? Number.NaN) - at);
  const missing = times.filter(Number.isNaN).length;
  if (missing > 0) console.log(`${missing} of ${times.length} texts never appeared`);
  return times.filter((value) => !Number.isNaN(value));
}

/** When each text appeared, once all have; asked again and again because the page's CSP forbids Playwright's own waiting. */
async function waitForAll(page: Page, texts: string[]): Promise<Record<string, number>> {
  for (const until = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const seen = (await page.evaluate('window.seen')) as Record<string, number>;
    if (texts.every((text) => text in seen) || Date.now() > until) return seen;
  }
}

type Noise = { rate: number; latencies: number[]; failed: number };

/** Other chats' webhooks, evenly over time, from a process of its own; resolves while they run. */
async function makeNoise(stage: Stage, instance: BenchInstance): Promise<() => Promise<Noise>> {
  const rate = Number(options.rate);
  const seconds = Number(options.seconds) + 2 * MARGIN_SECONDS;
  const end = await startLoad({
    kind: 'http',
    host: '127.0.0.1',
    port: stage.app.port,
    instance,
    rate,
    seconds,
    connections: NOISE_CONNECTIONS,
    chats: NOISE_CHATS,
    count: Math.ceil(rate * seconds),
  });
  const ended = end(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, MARGIN_SECONDS * 1000));
  return async () => {
    const { result } = await ended;
    return {
      rate: result.latencies.length / result.seconds,
      latencies: result.latencies,
      failed: result.failed,
    };
  };
}
