import { useSyncExternalStore } from 'react';

/** A value that tells when it was replaced. Values are never changed in place. */
export class Observable<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  /** The value now; the same object until it is replaced. */
  readonly get = (): T => this.value;

  /** Replaces the value; the same one again tells nobody. */
  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of this.listeners) listener();
  }

  /** Calls `listener` after every change, until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** The value of an {@link Observable}, rendered again when it changes. `serverValue` holds until hydration ended. */
export function useObservable<T>(observable: Observable<T>, serverValue: () => T = observable.get): T {
  return useSyncExternalStore(observable.subscribe, observable.get, serverValue);
}
