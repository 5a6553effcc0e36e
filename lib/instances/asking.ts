import { AppError } from '@/lib/core/errors';
import { authorize, type Scope } from '@/lib/core/scope';
import { WahaError } from '@/lib/waha/http';
import { selectAllInstanceKeys } from './queries';
import type { InstanceStatus, InstanceView, SyncResult } from './schema';
import { listInstances, requireInstance, wakeSync } from './service';
import { refreshStatus } from './session';
import { toInstanceView } from './view';

/** WAHA's refusals and silences as our errors; what it said stays inside. */
export function toUpstreamError(error: unknown): unknown {
  if (!(error instanceof WahaError)) return error;
  return new AppError(error.kind === 'refused' ? 'upstream_rejected' : 'upstream_unavailable', {
    cause: error,
    retryAfter: 5,
  });
}

/** The instance after asking WAHA. Throws `upstream_unavailable` while WAHA is away. */
export async function askStatus(scope: Scope, id: string): Promise<InstanceView> {
  authorize(scope, 'instances', 'instances:read');
  const row = await requireInstance(scope, id);
  try {
    await refreshStatus(scope, row);
  } catch (error) {
    throw toUpstreamError(error);
  }
  return toInstanceView(await requireInstance(scope, id));
}

/** Compares every number of the organization with WAHA. One that can't be asked says so and stops no other. */
export async function syncInstances(scope: Scope): Promise<SyncResult[]> {
  authorize(scope, 'instances', 'instances:write');
  const { data } = await listInstances(scope, { limit: 100 });
  return Promise.all(data.map((instance) => syncInstance(scope, instance)));
}

async function syncInstance(scope: Scope, { id, status: before }: InstanceView): Promise<SyncResult> {
  const row = await requireInstance(scope, id);
  const error = await refreshStatus(scope, row).then(
    () => null,
    (reason: unknown) => (toUpstreamError(reason) as { code?: string }).code ?? 'internal',
  );
  await wakeSync(scope, id);
  const after = await requireInstance(scope, id);
  return {
    instanceId: id,
    before,
    after: after.instance.status as InstanceStatus,
    recoveredMessages: 0,
    error,
  };
}

/** Of the whole installation: which instances the reconciler looks after. */
export const allInstances = selectAllInstanceKeys;
