import type { Scope } from '@/lib/core/scope';
import { listIncidents } from '@/lib/incidents/service';
import { listInstances } from '@/lib/instances/service';
import { findMonths, findUptimes } from '@/lib/watchdog/uptime';
import { readHealth } from './health';

const PAST = 10;

/** Everything that the page of health starts from; for who may see what went wrong. */
export async function loadHealthPage(scope: Scope) {
  const [open, past, view, { data: instances }, uptimes, months] = await Promise.all([
    listIncidents(scope, { state: 'open', limit: 100 }),
    listIncidents(scope, { state: 'closed', limit: PAST }),
    readHealth(async () => scope),
    listInstances(scope, { limit: 100 }),
    findUptimes(scope),
    findMonths(scope),
  ]);
  const initial = { view, at: new Date().toISOString() };
  return { initial, instances, uptimes, months, incidents: { open: open.data, past } };
}
