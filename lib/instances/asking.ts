import { authorize, type Scope } from '@/lib/core/scope';
import { toUpstreamError } from '@/lib/servers/upstream';
import { selectAllInstanceKeys } from './queries';
import type { InstanceView } from './schema';
import { requireInstance } from './service';
import { refreshStatus } from './session';
import { toInstanceView } from './view';

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

/** Of the whole installation: which instances the reconciler looks after. */
export const allInstances = selectAllInstanceKeys;
