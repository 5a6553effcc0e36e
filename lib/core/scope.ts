import { type Database, database, type Executor } from '@/db/client';
import { committed } from './commits';
import { AppError } from './errors';
import { MODULES, type Module, type Permission, type Role } from './permissions';
import { spoilerOf } from './together';

export type Actor =
  | { kind: 'user'; userId: string; name: string; role: Role; permissions: ReadonlySet<Permission> }
  | { kind: 'token'; tokenId: string; name: string; permissions: ReadonlySet<Permission> }
  | { kind: 'system' };

/** On whose behalf: every service function takes it first, and every query filters by its organization. */
export type Scope = {
  organizationId: string;
  actor: Actor;
  /** The pool, or the transaction that the caller has open. */
  db: Executor;
  modules: ReadonlySet<Module>;
};

/** The scope of jobs and webhooks: everything allowed, inside one organization. */
export function systemScope(organizationId: string, db: Executor = database()): Scope {
  return { organizationId, actor: { kind: 'system' }, db, modules: new Set(MODULES) };
}

/** Whether that part of the product is on and the caller may do this. */
export const isAllowed = (scope: Scope, module: Module, permission: Permission): boolean =>
  scope.modules.has(module) && mayDo(scope, permission);

const mayDo = ({ actor }: Scope, permission: Permission) =>
  actor.kind === 'system' || actor.permissions.has(permission);

/** Throws `forbidden`: what a door can tell before it reads what is asked. */
export function requirePermission(scope: Scope, permission: Permission): void {
  if (!mayDo(scope, permission)) throw new AppError('forbidden');
}

/** Throws `module_disabled` or `forbidden`. First line of every service function that a door can reach. */
export function authorize(scope: Scope, module: Module, permission: Permission): void {
  if (!scope.modules.has(module))
    throw new AppError('module_disabled', { detail: 'moduleOff', params: { module } });
  requirePermission(scope, permission);
}

/** Runs `work` in a transaction (a savepoint when the scope already has one); it all commits, or nothing does. */
export async function inTransaction<T>(scope: Scope, work: (scope: Scope) => Promise<T>): Promise<T> {
  const isOutermost = scope.db === database();
  const unanswered: Promise<unknown>[] = [];
  try {
    const result = await (scope.db as Database).transaction((db) => {
      if (isOutermost) beforeCommit.set(db, unanswered);
      return work({ ...scope, db });
    });
    await Promise.all(unanswered);
    if (isOutermost) committed();
    return result;
  } catch (error) {
    // The commit only says that a statement before it had failed.
    throw (await spoilerOf(unanswered)) ?? error;
  }
}

const beforeCommit = new WeakMap<object, Promise<unknown>[]>();

/**
 * Statements whose answers nobody in the transaction needs, none of them waiting for another one's: the commit leaves
 * right behind them. One that fails lets the transaction fail. In a savepoint, or in none, they are waited for.
 */
export async function withCommit(scope: Scope, work: Promise<unknown>): Promise<void> {
  const unanswered = beforeCommit.get(scope.db);
  if (!unanswered) {
    await work;
    return;
  }
  // Drizzle sends a statement each time it is asked for its answer: this asks now, and only once.
  const sent = new Promise((resolve, reject) => void work.then(resolve, reject));
  sent.catch(() => {});
  unanswered.push(sent);
}
