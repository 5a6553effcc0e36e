import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { textArray } from '@/lib/core/sql';
import { env } from '@/lib/env';
import { CHANNEL } from './channel';
import { publishToRedis } from './redis';
import { keepHints } from './relay';

/** Ids of what a transaction changed. What a screen shows of them is read after the commit, by whoever shows it. */
export type Change = {
  messagesCreated?: string[];
  messagesUpdated?: string[];
  conversations?: string[];
  instances?: string[];
  drafts?: string[];
  servers?: string[];
  templates?: string[];
  /** More changed than ids tell (a thread was joined or parted): whoever shows anything reads again. */
  isResync?: boolean;
};

/** Somebody types, records or has stopped: told as it is, as nothing of it is kept. */
export type Typing = {
  conversationId: string;
  state: 'typing' | 'recording' | 'none';
  contactId: string | null;
  /** Who of a group. */
  name: string | null;
  at: string;
};

/** What is told: changes by their ids, and what is gone again. */
export type Told = Change & { typing?: Typing[] };

export type ChangeHint = Told & { organizationId: string };

const KINDS = [
  'messagesCreated',
  'messagesUpdated',
  'conversations',
  'instances',
  'drafts',
  'servers',
  'templates',
] as const;

/** A NOTIFY payload ends at 7,999 bytes; an id costs 39. */
const IDS_PER_HINT = 150;

/** Tells every process, in the caller's transaction, what changed: sent when it commits, in the order of commits. */
export async function publish(db: Executor, organizationId: string, change: Change): Promise<void> {
  const hints = splitChange(change).map((part) => JSON.stringify({ organizationId, ...part }));
  if (hints.length === 0) return;
  // NOTIFY takes a lock on the whole server at commit: with Redis, thousands of commits a second don't wait for it.
  if (env().REDIS_URL) return keepHints(db, organizationId, hints);
  await db.execute(sql`select pg_notify(${CHANNEL}, hint) from unnest(${textArray(hints)}) as hint`);
}

/** Tells every process something that changes nothing, by the way that changes take: whoever told it hears whether that holds. */
export const tellEcho = (db: Executor, echo: string): Promise<void> => tellNow(db, [{ echo }]);

/** Tells every process at once who types; whoever does not listen now never hears of it. */
export const tellTyping = (db: Executor, organizationId: string, typing: Typing[]): Promise<void> =>
  tellNow(
    db,
    typing.map((one) => ({ organizationId, typing: [one] })),
  );

async function tellNow(db: Executor, told: object[]): Promise<void> {
  const hints = told.map((one) => JSON.stringify(one));
  if (hints.length === 0) return;
  if (env().REDIS_URL) return publishToRedis(CHANNEL, hints);
  await db.execute(sql`select pg_notify(${CHANNEL}, hint) from unnest(${textArray(hints)}) as hint`);
}

/** Cuts a change into parts that fit into one NOTIFY; messages come before the conversations they belong to. */
export function splitChange(change: Change): Change[] {
  const parts: Change[] = [];
  let part: Change = {};
  let size = 0;
  for (const kind of KINDS) {
    for (const id of new Set(change[kind] ?? [])) {
      if (size === IDS_PER_HINT) {
        parts.push(part);
        part = {};
        size = 0;
      }
      part[kind] = [...(part[kind] ?? []), id];
      size += 1;
    }
  }
  if (change.isResync) part.isResync = true;
  return size > 0 || part.isResync ? [...parts, part] : parts;
}

/** Several changes of one organization as one, each id once, in the order in which they came. */
export function joinChanges(changes: Told[]): Told {
  const all = (kind: (typeof KINDS)[number]) => [...new Set(changes.flatMap((change) => change[kind] ?? []))];
  return {
    messagesCreated: all('messagesCreated'),
    messagesUpdated: all('messagesUpdated'),
    conversations: all('conversations'),
    instances: all('instances'),
    drafts: all('drafts'),
    servers: all('servers'),
    templates: all('templates'),
    isResync: changes.some(({ isResync }) => isResync),
    typing: changes.flatMap(({ typing }) => typing ?? []),
  };
}
