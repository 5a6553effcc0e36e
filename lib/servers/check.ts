import { log } from '@/lib/core/log';
import { authorize, type Scope, systemScope } from '@/lib/core/scope';
import { WahaError } from '@/lib/waha/http';
import { noteKnowledge, refreshServer } from './connect';
import { countOthers } from './others';
import { type ServerRow, selectUnasked } from './queries';
import type { ServerView } from './schema';
import { requireServer } from './service';
import { toServerView } from './view';

/** Asks a server now who it is and what runs on it; one that does not answer says so in the view. */
export async function checkServer(scope: Scope, id: string): Promise<ServerView> {
  authorize(scope, 'instances', 'servers:manage');
  const { server } = await requireServer(scope, id);
  await look(scope, server);
  return toServerView(scope, await requireServer(scope, id));
}

const UNASKED_MS = 45_000;
const AT_ONCE = 8;

/** Job: asks every server of the installation that nobody has asked for most of a minute. */
export async function checkServers(): Promise<void> {
  const due = await selectUnasked(new Date(Date.now() - UNASKED_MS));
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await Promise.all(due.slice(from, from + AT_ONCE).map((server) => look(anybody(), server)));
  }
}

/** Servers are found by their id alone here: no organization's rows are read. */
const anybody = () => systemScope('00000000-0000-0000-0000-000000000000');

async function look(scope: Scope, server: ServerRow): Promise<void> {
  try {
    await refreshServer(scope, server);
    const otherSessions = await countOthers(scope.db, server);
    await noteKnowledge(scope, server, { otherSessions });
  } catch (error) {
    if (!(error instanceof WahaError)) throw error;
    log().info(
      { serverId: server.id, kind: error.kind, status: error.status },
      'A WAHA server did not answer',
    );
  }
}
