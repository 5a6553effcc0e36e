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
  health: { state, lastError },
}: InstanceView): 'failed' | 'out' | 'stopped' | 'away' | 'silent' | undefined {
  if (lastError === 'silent') return status === 'WORKING' || pending === 'connect' ? 'silent' : undefined;
  if (pending) return undefined;
  if (state === 'down' && (lastError === 'server_away' || lastError === 'no_network')) return 'away';
  // It is brought back by itself: nobody is needed yet.
  if (status === 'FAILED' && lastError === 'recovering') return undefined;
  if (status === 'FAILED') return lastError === 'unlinked' ? 'out' : 'failed';
  if (!connectedAt) return undefined;
  if (status === 'SCAN_QR_CODE') return 'out';
  return status === 'STOPPED' ? 'stopped' : undefined;
}

/** Whether what is sent through a number leaves, waits for its server, or waits for somebody to connect it. */
export function numberStateOf(instance: InstanceView): 'connected' | 'away' | 'off' {
  if (whyDown(instance) === 'away') return 'away';
  // It comes back by itself: that takes seconds.
  const isComing = instance.status === 'STARTING' || instance.pending === 'connect';
  return instance.status === 'WORKING' || isComing ? 'connected' : 'off';
}
