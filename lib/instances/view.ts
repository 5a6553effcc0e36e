import type { InstanceWithServer } from './queries';
import type { InstanceStatus, InstanceView } from './schema';

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
    settings: instance.settings,
    health: {
      state: instance.healthState,
      lastEventAt: instance.lastEventAt?.toISOString() ?? null,
      lastError: instance.lastError ?? historyError,
    },
    historyImport: toImport(row),
    statusAt: instance.statusAt.toISOString(),
    connectedAt: instance.connectedAt?.toISOString() ?? null,
    createdAt: instance.createdAt.toISOString(),
    updatedAt: instance.updatedAt.toISOString(),
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
