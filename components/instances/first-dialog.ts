import type { NumberDialog } from './use-number-commands';

/** What an address asks to open: `?new=1` a new number, `?connect=<id>` the walk of an existing one. */
export function firstDialogOf(
  address: Record<string, string | string[] | undefined>,
): NumberDialog | undefined {
  if (typeof address.connect === 'string') return { kind: 'connect', id: address.connect };
  return address.new === undefined ? undefined : { kind: 'create' };
}
