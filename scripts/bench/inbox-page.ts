import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { SignInPage } from '../../tests/e2e/pages/sign-in-page';
import { CHROMIUM_FLAGS, installedBrowser } from '../../tests/setup/browser';
import { percentile } from './figures';

export type PageFigures = {
  /** Click to the painted thread, ms: never opened before, and opened again. */
  first: number[];
  again: number[];
  /** From one frame to the next while scrolling through history, ms. */
  frames: number[];
  /** Bytes after garbage collection, by how many switches there were. */
  heap: [switches: number, bytes: number][];
};

/** What a chat switch may take at p95, ms. */
export const SWITCH_TARGET = 100;

const DIFFERENT = 60;
const SCROLLED_FRAMES = 400;
const HEAP_EVERY = 500;

/** Runs in the page, as text because tsx's helpers are not there. */
const TOOLS = `
  window.frame = () => new Promise((done) => requestAnimationFrame(done));
  window.rows = () => [...document.querySelectorAll('a[data-conversation]')];
  /** Opens a conversation; answers after how long its messages were painted. */
  window.openChat = async (row) => {
    const id = row.dataset.conversation;
    const from = performance.now();
    row.click();
    const isThere = () =>
      location.pathname.endsWith(id) && row.isConnected && row.getAttribute('aria-current') === 'page' &&
      document.querySelector('[data-thread] article[data-row]');
    const before = document.querySelector('[data-thread]');
    while (!isThere() || document.querySelector('[data-thread]') === before) await frame();
    await frame();
    return performance.now() - from;
  };
  window.scrollList = async () => {
    const list = rows()[0].closest('ul').parentElement;
    list.scrollTop += list.clientHeight;
    await frame(); await frame();
  };
`;

/** Measures the inbox of whoever signs in, in a browser of its own. */
export async function measurePage(
  appUrl: string,
  person: { email: string; password: string },
  switches: number,
): Promise<PageFigures> {
  const browser = await chromium.launch({
    executablePath: installedBrowser(),
    args: [...CHROMIUM_FLAGS, '--js-flags=--expose-gc'],
  });
  try {
    const context = await browser.newContext({ baseURL: appUrl, locale: 'pt-BR' });
    const page = await context.newPage();
    await new SignInPage(page).signIn(person.email, person.password);
    await page.goto('/conversations?status=all');
    await page.locator('a[data-conversation]').first().waitFor();
    await page.evaluate(TOOLS);
    const { first, again } = await measureSwitches(page);
    const frames = await measureScrolling(page);
    const heap = await measureHeap(context, page, switches);
    return { first, again, frames, heap };
  } finally {
    await browser.close();
  }
}

async function measureSwitches(page: Page): Promise<{ first: number[]; again: number[] }> {
  // The code that comes on demand is there before anything counts.
  await page.evaluate('openChat(rows()[0])');
  await page.locator('[data-thread]').waitFor();
  return page.evaluate(`(async () => {
    const [first, again, opened] = [[], [], new Set([rows()[0].dataset.conversation])];
    while (first.length < ${DIFFERENT}) {
      const fresh = rows().filter((row) => !opened.has(row.dataset.conversation)).slice(0, 6);
      for (const row of fresh) {
        opened.add(row.dataset.conversation);
        first.push(await openChat(row));
      }
      for (const row of fresh.filter((row) => row.isConnected).slice(0, -1)) again.push(await openChat(row));
      await scrollList();
    }
    return { first, again };
  })()`);
}

/** Up through the history of the conversation that is open, a good part of a screen at every frame. */
async function measureScrolling(page: Page): Promise<number[]> {
  return page.evaluate(`(async () => {
    const list = rows()[0].closest('ul').parentElement;
    list.scrollTop = 0;
    await frame(); await frame();
    for (const row of rows().slice(0, 2)) if (row.getAttribute('aria-current') !== 'page') await openChat(row);
    const box = document.querySelector('[data-thread]');
    const times = [];
    let before = performance.now();
    for (let count = 0; count < ${SCROLLED_FRAMES}; count++) {
      box.scrollTop -= 120;
      await frame();
      const now = performance.now();
      times.push(now - before);
      before = now;
    }
    return times;
  })()`);
}

async function measureHeap(
  context: BrowserContext,
  page: Page,
  switches: number,
): Promise<[switches: number, bytes: number][]> {
  const devtools = await context.newCDPSession(page);
  const heap: [number, number][] = [];
  for (let done = 0; done <= switches; done += HEAP_EVERY) {
    if (done > 0)
      await page.evaluate(`(async () => {
        for (let count = 0; count < ${HEAP_EVERY}; count++) {
          const others = rows().filter((row) => row.getAttribute('aria-current') !== 'page');
          await openChat(others[count % others.length]);
          document.querySelector('[data-thread]').scrollTop = 0;
        }
      })()`);
    heap.push([done, await heapOf(devtools)]);
  }
  return heap;
}

async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

/** The figures of a browser as rows of a table. */
export function pageRows({ first, again, frames, heap }: PageFigures): [string, string, string, boolean][] {
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const times = (name: string, values: number[], target = Number.POSITIVE_INFINITY) => {
    const p95 = percentile(values, 0.95);
    return [name, ms(percentile(values, 0.5)), ms(p95), p95 <= target] as [string, string, string, boolean];
  };
  const [start, end] = [heap[1]?.[1] ?? heap[0]?.[1] ?? 0, heap.at(-1)?.[1] ?? 0];
  const last = heap.at(-1)?.[0] ?? 0;
  return [
    times('chat switch, first visit', first, SWITCH_TARGET),
    times('chat switch, again', again, SWITCH_TARGET),
    times('frame while scrolling', frames),
    [
      `heap after ${heap[1]?.[0] ?? 0} and ${last} switches`,
      megabytes(start),
      megabytes(end),
      end - start < 5 * 2 ** 20,
    ],
  ];
}
