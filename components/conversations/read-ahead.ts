/** Whoever works through the list goes on as they went, and sometimes back. */
const STEPS = [1, 2, -1];

/**
 * The conversations of a list to read ahead while `openId` is read: those most likely to be opened next first. Down the
 * list, but upwards where one came from below.
 */
export function nextAfter<Item extends { id: string }>(
  items: readonly Item[],
  openId: string,
  cameFrom?: string,
): Item[] {
  const at = items.findIndex(({ id }) => id === openId);
  if (at < 0) return [];
  const way = items.findIndex(({ id }) => id === cameFrom) > at ? -1 : 1;
  return STEPS.flatMap((step) => items[at + way * step] ?? []);
}
