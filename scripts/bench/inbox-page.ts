import { type CDPSession, chromium, type Page } from '@playwright/test';
import { SignInPage } from '../../tests/e2e/pages/sign-in-page';
import { CHROMIUM_FLAGS, installedBrowser } from '../../tests/setup/browser';
import { percentile } from './figures';

export type PageFigures = {
  /** Click to the painted thread, ms: never opened before (by touch, and with the mouse, which comes to it first), and opened again. */
  touched: Switches;
  pointed: Switches;
  again: Switches;
  /** From one frame to the next while scrolling through history, ms. */
  frames: number[];
  /** Bytes after garbage collection, by how many switches there were. */
  heap: [switches: number, bytes: number][];
};

/** How long each took, and what the page's main thread did for one of them on average, ms: all, and scripts alone. */
type Switches = { times: number[]; busy: { all: number; script: number } };

/** What a chat switch may take at p95, ms. */
export const SWITCH_TARGET = 100;

const DIFFERENT = 60;
const SCROLLED_FRAMES = 400;
const HEAP_EVERY = 500;

/** Runs in the page, as text because tsx's helpers are not there. */
const TOOLS = `
  window.frame = () => new Promise((done) => requestAnimationFrame(done));
  /** The mouse comes to a row, stays as long as a hand needs, and is pressed. */
  window.pointAt = async (row) => {
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    row.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
    await wait(200);
    row.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
    await wait(80);
  };
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
  /** A finger is put on a row, and lifted as fast as one taps. */
  window.touch = async (row) => {
    row.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
    await new Promise((done) => setTimeout(done, 80));
  };
  window.opened = new Set();
  window.isFresh = (row) => !opened.has(row.dataset.conversation);
  /** Opens conversations that were never opened, so many, further and further down the list. */
  window.visitFresh = async (count, comeTo) => {
    const times = [];
    while (times.length < count) {
      const row = rows().filter(isFresh)[0];
      if (!row) {
        const list = rows()[0].closest('ul').parentElement;
        list.scrollTop += list.clientHeight;
        await frame(); await frame();
        continue;
      }
      opened.add(row.dataset.conversation);
      await comeTo(row);
      times.push(await openChat(row));
    }
    return times;
  };
  /** Opens again what was opened lately, in turn. */
  window.visitAgain = async (count) => {
    const times = [];
    const known = rows().filter((row) => !isFresh(row)).slice(-6);
    for (let turn = 0; times.length < count; turn++) {
      const row = known[turn % known.length];
      if (row.getAttribute('aria-current') !== 'page') times.push(await openChat(row));
    }
    return times;
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
    const devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable');
    const visits = await measureSwitches(page, devtools);
    const frames = await measureScrolling(page);
    const heap = await measureHeap(devtools, page, switches);
    return { ...visits, frames, heap };
  } finally {
    await browser.close();
  }
}

async function measureSwitches(page: Page, devtools: CDPSession) {
  // The code that comes on demand is there before anything counts.
  await page.evaluate('visitFresh(3, touch)');
  const measure = async (visits: string): Promise<Switches> => {
    const before = await busyOf(devtools);
    const times = await page.evaluate<number[]>(visits);
    const after = await busyOf(devtools);
    const perVisit = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / times.length;
    return { times, busy: { all: perVisit('TaskDuration'), script: perVisit('ScriptDuration') } };
  };
  return {
    touched: await measure(`visitFresh(${DIFFERENT}, touch)`),
    pointed: await measure(`visitFresh(${DIFFERENT}, pointAt)`),
    again: await measure(`visitAgain(${DIFFERENT})`),
  };
}

/** What the page's main thread did so far, ms by kind. */
async function busyOf(devtools: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value * 1000]));
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
  devtools: CDPSession,
  page: Page,
  switches: number,
): Promise<[switches: number, bytes: number][]> {
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
export function pageRows({
  touched,
  pointed,
  again,
  frames,
  heap,
}: PageFigures): [string, string, string, boolean][] {
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const times = (name: string, values: number[], target = Number.POSITIVE_INFINITY) => {
    const p95 = percentile(values, 0.95);
    return [name, ms(percentile(values, 0.5)), ms(p95), p95 <= target] as [string, string, string, boolean];
  };
  const busy = (name: string, visits: Switches): [string, string, string, boolean] => [
    name,
    ms(visits.busy.all),
    ms(visits.busy.script),
    true,
  ];
  const [start, end] = [heap[1]?.[1] ?? heap[0]?.[1] ?? 0, heap.at(-1)?.[1] ?? 0];
  const last = heap.at(-1)?.[0] ?? 0;
  return [
    times('chat switch, first visit by touch', touched.times, SWITCH_TARGET),
    times('chat switch, first visit with the mouse', pointed.times, SWITCH_TARGET),
    times('chat switch, again', again.times, SWITCH_TARGET),
    busy('main thread of a first visit: all, scripts', touched),
    busy('main thread of another one: all, scripts', again),
    times('frame while scrolling', frames),
    [
      `heap after ${heap[1]?.[0] ?? 0} and ${last} switches`,
      megabytes(start),
      megabytes(end),
      end - start < 5 * 2 ** 20,
    ],
  ];
}
