import { newId, randomText } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { encryptSecret } from '@/lib/core/secrets';
import { isSingleSession } from '@/lib/waha/version';
import { type CreateInstanceInput, DEFAULT_INSTANCE_SETTINGS } from './schema';

type Place = { id: string; version: string | null; tier: string | null };

const ONLY_SESSION = 'default';

/** How a session of ours is named on a server: an older Core knows one name only. */
export const nameOn = ({ tier, version }: Place, wanted: string): string =>
  version !== null && isSingleSession(tier, version) ? ONLY_SESSION : wanted;

/** The row of a new number on a server; `adopted` is the name of a session that is there already. */
export function newInstanceRow(
  scope: Scope,
  server: Place,
  input: Pick<CreateInstanceInput, 'name' | 'historyDays' | 'settings'>,
  adopted?: string,
) {
  const sessionName = `recado_${randomText(12)}`;
  return {
    organizationId: scope.organizationId,
    id: newId(),
    serverId: server.id,
    name: input.name,
    sessionName,
    wahaSession: adopted ?? nameOn(server, sessionName),
    isAdopted: adopted !== undefined,
    isWanted: adopted !== undefined,
    webhookSecretEncrypted: encryptSecret(randomText(48)),
    importDays: input.historyDays ?? 0,
    settings: { ...DEFAULT_INSTANCE_SETTINGS, ...input.settings },
  };
}
