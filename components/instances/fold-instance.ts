import type { InstanceView } from '@/lib/instances/schema';

/** Folds a number into a list as the stream or an action gave it; an older view changes nothing. */
export function foldInstance(list: readonly InstanceView[], view: InstanceView): InstanceView[] {
  const index = list.findIndex(({ id }) => id === view.id);
  const held = list[index];
  if (!held) return [...list, view];
  return held.updatedAt > view.updatedAt ? [...list] : list.with(index, view);
}
