import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False in what the server renders and while the browser takes it over, true from then on. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
