import { z } from 'zod';
import { moment } from '@/lib/core/moment';
import { cursorKind, type Page, toPage } from '@/lib/core/pagination';
import { authorize, type Scope } from '@/lib/core/scope';
import { closeOpen, type IncidentRow, insertOpen, selectIncidents } from './queries';
import {
  INCIDENT_KINDS,
  type IncidentEnd,
  type IncidentKind,
  type IncidentQuery,
  type IncidentView,
} from './schema';

const cursors = cursorKind('incidents', z.tuple([moment, z.uuid()]));

/** What went wrong with the organization's numbers, newest first; also with numbers that were deleted since. */
export async function listIncidents(
  scope: Scope,
  { limit, cursor, state, instanceId }: IncidentQuery,
): Promise<Page<IncidentView>> {
  authorize(scope, 'instances', 'monitoring:read');
  const [openedAt, id] = cursor ? cursors.decode(cursor) : [];
  const after = openedAt && id ? { openedAt: new Date(openedAt), id } : undefined;
  const rows = await selectIncidents(scope, { limit, after, state, instanceId });
  return toPage(
    rows,
    limit,
    ({ openedAt: at, id: last }) => cursors.encode([at.toISOString(), last]),
    toIncidentView,
  );
}

/** Opens an incident, in the transaction of what caused it; true when it was not open already. */
export async function openIncident(
  scope: Scope,
  instanceId: string,
  kind: IncidentKind,
  details: Record<string, unknown> = {},
): Promise<boolean> {
  return insertOpen(scope, instanceId, kind, details);
}

/** Closes what is open of these kinds, of all kinds where none are named; nothing where nothing is. */
export async function closeIncidents(
  scope: Scope,
  instanceId: string,
  closedAs: IncidentEnd,
  kinds: readonly IncidentKind[] = INCIDENT_KINDS,
): Promise<void> {
  await closeOpen(scope, instanceId, closedAs, kinds);
}

const toIncidentView = (row: IncidentRow): IncidentView => ({
  id: row.id,
  instance: { id: row.instanceId, name: row.instanceName },
  kind: row.kind as IncidentKind,
  state: row.state,
  openedAt: row.openedAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
  closedAs: row.closedAs,
});
