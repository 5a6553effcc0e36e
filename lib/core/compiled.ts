import type { Scope } from './scope';

type Handle = Scope['db'];

/**
 * A query that Drizzle puts into words once for the pool and not at every call, which takes as long as a short one does in
 * Postgres; for a transaction it does so anew. Its values are placeholders, given to `execute`.
 */
export function compiled<Query extends { prepare(name: string): unknown }>(
  write: (db: Handle) => Query,
): (scope: Scope) => ReturnType<Query['prepare']> {
  const written = new WeakMap<Handle, ReturnType<Query['prepare']>>();
  return ({ db }) => {
    const known = written.get(db);
    if (known) return known;
    // Nameless: whether it stays prepared on a connection is the pool's to decide.
    const query = write(db).prepare('') as ReturnType<Query['prepare']>;
    written.set(db, query);
    return query;
  };
}
