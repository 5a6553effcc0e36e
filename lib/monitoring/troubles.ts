import { NUMBER_HIDDEN } from '@/lib/conversations/schema';
import { authorize, type Scope } from '@/lib/core/scope';
import { countKeptEvents } from './queries';
import type { MonitoringView } from './schema';
import { selectFailedSends, selectLostJobs, selectRefused } from './trouble-queries';

/** What went wrong lately, and how much of the journal could not be applied. */
export async function getMonitoring(scope: Scope): Promise<MonitoringView> {
  authorize(scope, 'instances', 'monitoring:read');
  const [events, sends, refused, jobs] = await Promise.all([
    countKeptEvents(scope),
    canRead(scope) ? selectFailedSends(scope) : null,
    selectRefused(scope),
    selectLostJobs(scope),
  ]);
  return {
    events,
    sends: sends?.map((row) => ({ ...row, title: row.title ?? NUMBER_HIDDEN, at: iso(row.at) })) ?? null,
    refused: refused.map((row) => ({ ...row, lastAt: iso(row.lastAt) })),
    jobs: jobs.map((row) => ({ ...row, at: iso(row.at) })),
  };
}

const iso = (time: string) => new Date(time).toISOString();

const canRead = ({ actor, modules }: Scope): boolean =>
  modules.has('conversations') && (actor.kind === 'system' || actor.permissions.has('conversations:read'));
