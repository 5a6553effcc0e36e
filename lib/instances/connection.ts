import type { Scope } from '@/lib/core/scope';
import { clientOf } from '@/lib/servers/connect';
import type { WahaClient } from '@/lib/waha/client';
import { canPresetIds } from '@/lib/waha/version';
import { activeRestriction, firstContactBudget, type Restriction } from './limits';
import { selectInstance, setPacedUntil } from './queries';
import { DEFAULT_INSTANCE_SETTINGS, type InstanceSettings } from './schema';

/** What it takes to speak to WhatsApp through an instance. */
export type Connection = {
  instanceId: string;
  /** WAHA's own name of the session. */
  session: string;
  status: string;
  /** Of the phone that is linked. */
  ownPhone: string | null;
  client: WahaClient;
  /** Ids can be obtained first, so that WAHA can be asked for a message whose answer was lost. */
  canPresetIds: boolean;
  /** NOWEB, GOWS, WEBJS; null until WAHA has told. */
  engine: string | null;
  /** While it lasts, WhatsApp refuses what goes to people who have not written. */
  restriction: Restriction | null;
  /** First contacts that today's budget still has room for. */
  firstContactsLeft: number;
  firstContactBudget: number;
  settings: InstanceSettings;
  /** The next first contact or bulk send may not begin before this. */
  pacedUntil: Date | null;
};

/** The next first contact or bulk send of a number waits until then. */
export const pushPace = setPacedUntil;

/** The connection of an instance, or undefined when it was deleted. */
export async function findConnection(scope: Scope, instanceId: string): Promise<Connection | undefined> {
  const row = await selectInstance(scope, instanceId);
  if (!row) return undefined;
  const { instance, server } = row;
  const budget = firstContactBudget(instance);
  return {
    instanceId,
    session: instance.wahaSession,
    status: instance.status,
    ownPhone: instance.phoneNumber,
    client: clientOf(server),
    canPresetIds: canPresetIds(server.engine, server.version),
    engine: server.engine,
    restriction: activeRestriction(instance),
    firstContactsLeft: budget - row.firstContacts.used,
    firstContactBudget: budget,
    settings: { ...DEFAULT_INSTANCE_SETTINGS, ...instance.settings },
    pacedUntil: instance.pacedUntil,
  };
}
