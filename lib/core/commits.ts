const shared = globalThis as typeof globalThis & { __recadoAfterCommit?: () => void };

/** Says what happens after each transaction of this process that committed. It may not throw. */
export function setAfterCommit(work: () => void): void {
  shared.__recadoAfterCommit = work;
}

/** Called by `inTransaction` once its outermost transaction has committed. */
export const committed = (): void => shared.__recadoAfterCommit?.();
