import type { Scope } from '@/lib/core/scope';
import { listInstances } from '@/lib/instances/service';
import { canSeeBodies, listKeptEvents } from './events';
import { FIRST_PAGE, type MonitoringPageView } from './schema';
import { getMonitoring } from './troubles';

/** Everything that the monitoring page starts from. */
export async function loadMonitoringPage(scope: Scope): Promise<MonitoringPageView> {
  const [view, events, { data }] = await Promise.all([
    getMonitoring(scope),
    listKeptEvents(scope, { limit: FIRST_PAGE }),
    listInstances(scope, { limit: 100 }),
  ]);
  const numbers = data.map(({ id, name }) => ({ id, name }));
  return { view, events, numbers, canSeeBodies: canSeeBodies(scope) };
}
