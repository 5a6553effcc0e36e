import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftList, SaveDraftInput, SavedDraft } from '@/lib/conversations/draft-schema';
import { type DraftRemote, Drafts, join } from './drafts';

/** A browser's storage, shared by the devices' tabs of one test only if they are given the same one. */
function storage(): Storage {
  const kept = new Map<string, string>();
  const api = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      kept.set(key, value);
      Object.assign(api, { [key]: value });
    },
    removeItem: (key: string) => {
      kept.delete(key);
      delete (api as Record<string, unknown>)[key];
    },
  };
  return api as unknown as Storage;
}

/** The server: one text and time for each conversation; `isAway` answers nobody. */
class Server implements DraftRemote {
  readonly kept = new Map<string, { text: string; editedAt: number }>();
  isAway = false;
  saves = 0;

  /** How long the next save is on its way. */
  delayMs = 0;

  save = async ({ conversationId, text, ageMs, replaces }: SaveDraftInput) => {
    if (this.isAway) return undefined;
    this.saves += 1;
    const delay = this.delayMs;
    this.delayMs = 0;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const editedAt = Date.now() - ageMs;
    const before = this.kept.get(conversationId);
    const isTaken = !before || editedAt >= before.editedAt || before.text === replaces;
    if (isTaken) this.kept.set(conversationId, { text, editedAt });
    return { conversationId, text: isTaken ? text : (before?.text ?? ''), isTaken } satisfies SavedDraft;
  };

  list = async (): Promise<DraftList | undefined> =>
    this.isAway
      ? undefined
      : {
          isAll: true,
          drafts: [...this.kept]
            .filter(([, { text }]) => text)
            .map(([conversationId, { text }]) => ({ conversationId, text })),
        };
}

const stops: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', { ...globalThis, addEventListener() {}, removeEventListener() {}, setTimeout });
  vi.stubGlobal('localStorage', storage());
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A person's page on a device with a storage of its own, or a given one. */
async function page(server: Server, own = storage()) {
  vi.stubGlobal('localStorage', own);
  const drafts = new Drafts('ana', server);
  stops.push(drafts.start());
  await vi.advanceTimersByTimeAsync(0);
  return { drafts, own, use: () => vi.stubGlobal('localStorage', own) };
}

describe('a draft', () => {
  it('is here at once, on the server after a pause, and on the next device', async () => {
    const server = new Server();
    const { drafts } = await page(server);
    for (const text of ['O', 'Oi', 'Oi!']) drafts.set('c', text);
    expect(drafts.textOf('c')).toBe('Oi!');
    expect(server.saves).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.saves).toBe(1);
    expect((await page(server)).drafts.textOf('c')).toBe('Oi!');
  });

  it('typed while nobody answers is kept over a reload and brought later', async () => {
    const server = new Server();
    server.isAway = true;
    const first = await page(server);
    first.drafts.set('c', 'Sem rede');
    await vi.advanceTimersByTimeAsync(1_000);
    server.isAway = false;
    const second = await page(server, first.own);
    await vi.advanceTimersByTimeAsync(0);
    expect(second.drafts.textOf('c')).toBe('Sem rede');
    expect(server.kept.get('c')?.text).toBe('Sem rede');
  });

  it('that was sent elsewhere is gone here too', async () => {
    const server = new Server();
    const { drafts, own } = await page(server);
    drafts.set('c', 'Oi');
    await vi.advanceTimersByTimeAsync(1_000);
    drafts.receive({ conversationId: 'c', text: '' });
    expect(drafts.textOf('c')).toBe('');
    server.kept.clear();
    expect((await page(server, own)).drafts.textOf('c')).toBe('');
  });

  it('typed later holds; what was typed earlier and nobody ever saw stays below it', async () => {
    const server = new Server();
    const phone = await page(server);
    server.isAway = true;
    phone.drafts.set('c', 'Do celular');
    await vi.advanceTimersByTimeAsync(2_000);
    server.isAway = false;
    const desk = await page(server);
    desk.drafts.set('c', 'Da mesa');
    await vi.advanceTimersByTimeAsync(1_000);
    phone.use();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.kept.get('c')?.text).toBe('Da mesa\nDo celular');
  });

  it('that travelled long does not come back over what was typed after it', async () => {
    const server = new Server();
    const { drafts } = await page(server);
    drafts.set('c', '/');
    server.delayMs = 5_000;
    await vi.advanceTimersByTimeAsync(1_000);
    drafts.set('c', '');
    await vi.advanceTimersByTimeAsync(10_000);
    expect([drafts.textOf('c'), server.kept.get('c')?.text]).toEqual(['', '']);
  });

  it('that goes elsewhere while it is being saved is not thrown away where it was', async () => {
    const server = new Server();
    const { drafts } = await page(server);
    drafts.set('c', 'Tem sim, ');
    server.delayMs = 5_000;
    await vi.advanceTimersByTimeAsync(1_000);
    drafts.move('c', 'd');
    await vi.advanceTimersByTimeAsync(20_000);
    expect([server.kept.get('c')?.text, server.kept.get('d')?.text]).toEqual(['Tem sim, ', 'Tem sim, ']);
  });

  it('being typed is not replaced by what comes from elsewhere', async () => {
    const server = new Server();
    const { drafts } = await page(server);
    drafts.set('c', 'Estou escrevendo');
    drafts.receive({ conversationId: 'c', text: 'Outro' });
    expect(drafts.textOf('c')).toBe('Estou escrevendo');
  });

  it('that was saved while the list was being read does not vanish', async () => {
    const server = new Server();
    const { drafts } = await page(server);
    const { list } = server;
    let answer = (_: DraftList) => {};
    server.list = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const reading = drafts.sync();
    drafts.set('c', 'Oi');
    await vi.advanceTimersByTimeAsync(1_000);
    answer({ drafts: [], isAll: true });
    await reading;
    expect(drafts.textOf('c')).toBe('Oi');
    server.list = list;
  });
});

it.each([
  ['Bom dia', 'Bom dia, Ana', 'Bom dia, Ana'],
  ['Bom dia, Ana', 'Bom dia', 'Bom dia, Ana'],
  ['Um', 'Dois', 'Um\nDois'],
  ['', 'Dois', 'Dois'],
])('%j and %j together are %j', (first, second, both) => {
  expect(join(first, second)).toBe(both);
});
