import type { Scope } from '@/lib/core/scope';
import type { WahaClient } from '@/lib/waha/client';
import { canPresetIds } from '@/lib/waha/version';
import { selectInstance } from './queries';
import { clientOf } from './servers';

/** What it takes to speak to WhatsApp through an instance. */
export type Connection = {
  instanceId: string;
  /** WAHA's own name of the session. */
  session: string;
  status: string;
  client: WahaClient;
  /** Ids can be obtained first, so that WAHA can be asked for a message whose answer was lost. */
  canPresetIds: boolean;
  /** NOWEB, GOWS, WEBJS; null until WAHA has told. */
  engine: string | null;
};

/** The connection of an instance, or undefined when it was deleted. */
export async function findConnection(scope: Scope, instanceId: string): Promise<Connection | undefined> {
  const row = await selectInstance(scope, instanceId);
  if (!row) return undefined;
  const { instance, server } = row;
  return {
    instanceId,
    session: instance.wahaSession,
    status: instance.status,
    client: clientOf(server),
    canPresetIds: canPresetIds(server.engine, server.version),
    engine: server.engine,
  };
}
