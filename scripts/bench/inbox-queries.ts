import { listConversations } from '../../lib/conversations/service';
import { countUnread } from '../../lib/conversations/unread';
import { type Scope, systemScope } from '../../lib/core/scope';
import { searchMessages } from '../../lib/messages/search';
import { listMessages } from '../../lib/messages/service';
import { cpuSeconds } from './cpu';
import { percentile } from './figures';
import { type Call, openExplained } from './inbox-plans';

type Kind = 'list' | 'thread' | 'search';
type Case = { kind: Kind; name: string; run: (scope: Scope, turn: number) => Promise<unknown> };

export type QueryFigures = {
  kind: Kind;
  name: string;
  p50: number;
  p95: number;
  /** CPU ms of a call, on average: of Postgres, and of what makes views of its rows. */
  postgresCpu: number;
  ownCpu: number;
  seqScans: string[];
  indexes: string[];
};

/** What the screens ask for at most, p95 in ms. */
export const TARGETS: Record<Kind, number> = { list: 10, thread: 10, search: 50 };

/** Times every query of list, thread and search, each with other values at every turn. */
export async function measureQueries(
  url: string,
  organizationId: string,
  turns: number,
): Promise<QueryFigures[]> {
  const explained = await openExplained(url, organizationId);
  try {
    const cases = await makeCases(explained.scope);
    const figures: QueryFigures[] = [];
    for (const one of cases) figures.push(await measure(explained, one, turns));
    return figures;
  } finally {
    await explained.close();
  }
}

/** So many calls tell their plans: to write them down takes longer than the query. */
const EXPLAINED = 10;
/** A process that serves people has long prepared and compiled what it asks. */
const WARM_UP = 20;

async function measure(
  { scope, call }: Awaited<ReturnType<typeof openExplained>>,
  { kind, name, run }: Case,
  turns: number,
): Promise<QueryFigures> {
  const calls: Call[] = [];
  for (let turn = 0; turn < EXPLAINED; turn++) calls.push(await call((explained) => run(explained, turn)));
  const plain = systemScope(scope.organizationId);
  for (let turn = 0; turn < WARM_UP; turn++) await run(plain, turn);
  const times: number[] = [];
  const [postgresBefore, ownBefore] = [cpuSeconds().postgres, process.cpuUsage()];
  for (let turn = 0; turn < turns; turn++) {
    const from = performance.now();
    await run(plain, turn);
    times.push(performance.now() - from);
  }
  const own = process.cpuUsage(ownBefore);
  const distinct = (pick: (one: Call) => string[]) => [...new Set(calls.flatMap(pick))];
  return {
    kind,
    name,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    postgresCpu: ((cpuSeconds().postgres - postgresBefore) * 1000) / turns,
    ownCpu: (own.user + own.system) / 1000 / turns,
    seqScans: distinct(({ seqScans }) => seqScans),
    indexes: distinct(({ indexes }) => indexes),
  };
}

const DIFFERENT_THREADS = 60;
const NAMES = ['ana', 'GONCALVES', 'silva', 'joão', 'mar'];
const PHONES = ['7000-12', '911700', '(11) 9700', '70001', '99700'];
const FREQUENT = ['pedido', 'entrega', 'hoje', 'obrigado', 'amanha'];

async function makeCases(scope: Scope): Promise<Case[]> {
  const list = (query: Partial<Parameters<typeof listConversations>[1]>) =>
    listConversations(scope, { limit: 50, ...query });
  const first = await list({ limit: 100 });
  const ids = first.data.map(({ id }) => id);
  const at = (turn: number) => ids[turn % ids.length] ?? '';
  const instanceId = first.data[0]?.instanceId;
  const cursors: string[] = [];
  for (
    let page = first;
    page.nextCursor && cursors.length < 20;
    page = await list({ cursor: page.nextCursor })
  )
    cursors.push(page.nextCursor);
  const label = first.data.flatMap(({ labels }) => labels)[0]?.id;
  const assignee = first.data.find((view) => view.assignee)?.assignee?.id;
  const lists: [string, Partial<Parameters<typeof listConversations>[1]>][] = [
    ['every status', {}],
    ['open', { status: 'open' }],
    ['snoozed', { status: 'snoozed' }],
    ['mine, open', { status: 'open', assignee }],
    ['unassigned, open', { status: 'open', assignee: 'none' }],
    ['unread', { unread: true }],
    ['unread, resolved', { unread: true, status: 'resolved' }],
    ['groups', { kind: 'group' }],
    ['groups, open', { kind: 'group', status: 'open' }],
    ['one number, open', { status: 'open', instanceId }],
    ['one number, unread', { unread: true, instanceId }],
    ['label', { label }],
  ];
  return [
    ...lists.map(
      ([name, query]): Case => ({
        kind: 'list',
        name,
        run: (inside) => listConversations(inside, { limit: 50, ...query }),
      }),
    ),
    { kind: 'list', name: 'unread counts', run: (inside) => countUnread(inside, { status: 'open' }) },
    {
      kind: 'list',
      name: 'a later page',
      run: (inside, turn) => listConversations(inside, { limit: 50, cursor: cursors[turn % cursors.length] }),
    },
    ...(await threads(scope, ids)),
    ...searches(at, instanceId),
  ];
}

/** Of another conversation at every turn, the busiest among them: its newest page, and from the oldest of that on. */
async function threads(scope: Scope, ids: string[]): Promise<Case[]> {
  const places: { id: string; anchor: string | undefined }[] = [];
  for (const id of ids.slice(0, DIFFERENT_THREADS))
    places.push({ id, anchor: (await listMessages(scope, id, { limit: 50 })).data.at(-1)?.id });
  const page = (name: string, by?: 'before' | 'after' | 'around'): Case => ({
    kind: 'thread',
    name,
    run: (inside, turn) => {
      const { id = '', anchor } = places[turn % places.length] ?? {};
      return listMessages(inside, id, { limit: 50, ...(by ? { [by]: anchor } : {}) });
    },
  });
  return [
    page('newest'),
    page('before a message', 'before'),
    page('after a message', 'after'),
    page('around a message', 'around'),
  ];
}

function searches(at: (turn: number) => string, instanceId: string | undefined): Case[] {
  const pick = (values: string[], turn: number) => values[turn % values.length] ?? '';
  const people = (name: string, values: string[]): Case => ({
    kind: 'search',
    name,
    run: (scope, turn) => listConversations(scope, { limit: 5, q: pick(values, turn) }),
  });
  const messages = (
    name: string,
    q: (turn: number) => string,
    rest: (turn: number) => Partial<Parameters<typeof searchMessages>[1]> = () => ({}),
  ): Case => ({
    kind: 'search',
    name,
    run: (scope, turn) => searchMessages(scope, { q: q(turn), limit: 10, ...rest(turn) }),
  });
  const frequent = (turn: number) => pick(FREQUENT, turn);
  const rare = (turn: number) => String(1_000 + ((turn * 37) % 9_000));
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  return [
    people('names', NAMES),
    people('parts of a phone', PHONES),
    messages('a frequent word', frequent),
    messages('a rare word', rare),
    messages('a word that is nowhere', (turn) => `zzz${turn}`),
    messages('a frequent and a rare word', (turn) => `${frequent(turn)} ${rare(turn)}`),
    messages('a beginning', (turn) => frequent(turn).slice(0, 3)),
    messages('in one conversation', frequent, (turn) => ({ conversationId: at(turn) })),
    messages('through one number', frequent, () => ({ instanceId })),
    messages('half a year ago', frequent, () => ({ from: ago(190), to: ago(160) })),
    messages('half a year ago, rare', rare, () => ({ from: ago(190), to: ago(160) })),
  ];
}
