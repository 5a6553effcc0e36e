import { activeRestriction, firstContactBudget } from './limits';
import type { InstanceWithServer } from './queries';
import { DEFAULT_INSTANCE_SETTINGS, type InstanceStatus, type InstanceView } from './schema';

const PENDING = {
  connect: 'connect',
  restart: 'connect',
  disconnect: 'disconnect',
  logout: 'disconnect',
} as const;

/** A row as everybody sees it. */
export function toInstanceView(row: InstanceWithServer): InstanceView {
  const { instance, server, historyError } = row;
  return {
    id: instance.id,
    name: instance.name,
    sessionName: instance.sessionName,
    status: instance.status as InstanceStatus,
    pending: instance.wish ? PENDING[instance.wish] : null,
    phoneNumber: instance.phoneNumber,
    pushName: instance.pushName,
    server: { id: server.id, name: server.name, engine: server.engine, version: server.version },
    settings: { ...DEFAULT_INSTANCE_SETTINGS, ...instance.settings },
    health: {
      state: instance.healthState,
      lastEventAt: instance.lastEventAt?.toISOString() ?? null,
      lastError: instance.lastError ?? historyError,
    },
    limits: toLimits(row),
    historyImport: toImport(row),
    statusAt: instance.statusAt.toISOString(),
    connectedAt: instance.connectedAt?.toISOString() ?? null,
    createdAt: instance.createdAt.toISOString(),
    updatedAt: instance.updatedAt.toISOString(),
  };
}

function toLimits({ instance, firstContacts }: InstanceWithServer): InstanceView['limits'] {
  const { used, renewsAt } = firstContacts;
  const restriction = activeRestriction(instance);
  return {
    firstContacts: {
      used,
      budget: firstContactBudget(instance),
      byAge: firstContactBudget({ ...instance, settings: {} }),
      renewsAt: new Date(renewsAt).toISOString(),
    },
    restriction: restriction && {
      kind: restriction.kind,
      since: restriction.since.toISOString(),
      until: restriction.until.toISOString(),
    },
    capping: instance.capping,
  };
}

function toImport({
  instance: { importDays },
  historyImport,
}: InstanceWithServer): InstanceView['historyImport'] {
  if (historyImport) {
    const { state, days, recovered, progress } = historyImport;
    return { state, days: days ?? 0, done: recovered, total: state === 'done' ? recovered : null, progress };
  }
  return importDays > 0 ? { state: 'waiting', days: importDays, done: 0, total: null, progress: 0 } : null;
}
