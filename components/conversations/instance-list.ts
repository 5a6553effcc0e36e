import type { InstanceView } from '@/lib/instances/schema';

/** Folds in a number as the stream gave it; an older view changes nothing. */
export function foldInstance(
  instances: readonly InstanceView[],
  view: InstanceView,
): readonly InstanceView[] {
  const index = instances.findIndex(({ id }) => id === view.id);
  const held = instances[index];
  if (!held) return [...instances, view];
  return held.updatedAt > view.updatedAt ? instances : instances.with(index, view);
}

/** Why nothing arrives through a number that once worked; undefined where nobody is needed. */
export function whyDown({
  status,
  connectedAt,
  pending,
}: InstanceView): 'failed' | 'out' | 'stopped' | undefined {
  if (pending) return undefined;
  if (status === 'FAILED') return 'failed';
  if (!connectedAt) return undefined;
  if (status === 'SCAN_QR_CODE') return 'out';
  return status === 'STOPPED' ? 'stopped' : undefined;
}
