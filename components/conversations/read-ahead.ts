/** Whoever works through the list goes down it, and sometimes back. */
const STEPS = [1, 2, -1];

/** The conversations of a list to read ahead while `openId` is read: those most likely to be opened next first. */
export function nextAfter<Item extends { id: string }>(items: readonly Item[], openId: string): Item[] {
  const at = items.findIndex(({ id }) => id === openId);
  if (at < 0) return [];
  return STEPS.flatMap((step) => items[at + step] ?? []);
}
