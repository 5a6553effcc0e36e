import type { Sql, TransactionSql } from 'postgres';

/** The most different statements that are kept on a connection. */
const MAX_STATEMENTS = 500;

const OWN_PLAN = '/* own plan */';

type Client = Sql | TransactionSql;
type Work = (client: TransactionSql) => unknown;

/**
 * Drizzle sends every statement to postgres.js as one that is parsed, described and planned anew: two round trips and
 * most of the time of a short one. This makes those that come again prepared ones. Statements with as many
 * placeholders as a list has items never end in a process, so what came once is not kept, nor more than a fixed number.
 * What begins with {@link OWN_PLAN} is planned anew for its values every time.
 */
export function prepareRepeated<C extends Client>(client: C): C {
  return wrap(client, new Set(), new Set());
}

function wrap<C extends Client>(client: C, once: Set<string>, kept: Set<string>): C {
  const shouldPrepare = (text: string) => {
    if (text.startsWith(OWN_PLAN)) return false;
    if (kept.has(text)) return true;
    if (once.delete(text) && kept.size < MAX_STATEMENTS) return kept.add(text) !== undefined;
    if (once.size >= MAX_STATEMENTS) once.clear();
    once.add(text);
    return false;
  };
  const { unsafe } = client;
  const prepared: typeof unsafe = (text, parameters = [], options = {}) =>
    unsafe(text, parameters, { ...options, prepare: parameters.length > 0 && shouldPrepare(text) });
  const inside = (work: Work) => (transaction: TransactionSql) => work(wrap(transaction, once, kept));
  const own: Record<string, unknown> = { unsafe: prepared };
  for (const name of ['begin', 'savepoint']) {
    const open = (client as unknown as Record<string, unknown>)[name];
    if (typeof open !== 'function') continue;
    own[name] = (...given: unknown[]) => open(...given.slice(0, -1), inside(given.at(-1) as Work));
  }
  return Object.assign(client, own);
}
