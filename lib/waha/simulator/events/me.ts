import type { Session } from '../sessions/session';
import { compareVersions } from '../version';
import type { World } from '../world';

/** `me` of envelopes and session infos; null before pairing. `jid` exists on GOWS only. */
export function meInfo(world: World, session: Session): Record<string, unknown> | null {
  const { account } = session;
  if (!account) return null;
  const { features, options } = world;
  const lidSince = options.engine === 'WEBJS' ? '2026.7.1' : '2025.8.2';
  return {
    id: `${account.phone}@c.us`,
    pushName: account.pushName,
    ...(compareVersions(features.version, lidSince) >= 0 ? { lid: `${account.lid}@lid` } : {}),
    ...(options.engine === 'GOWS' ? { jid: `${account.phone}:22@s.whatsapp.net` } : {}),
    ...(features.restrictions ? { reachoutTimelock: session.timelock, messageCapping: session.capping } : {}),
  };
}

/** `environment` of envelopes; the same facts as /api/server/version. */
export function environmentOf(world: World): Record<string, unknown> {
  const { features, options } = world;
  const browser = options.engine === 'WEBJS' || features.legacyPayloads ? '/usr/bin/chromium' : null;
  const base = { version: features.version, engine: options.engine, tier: 'CORE', browser };
  return features.legacyPayloads ? base : { ...base, platform: 'linux/x64', worker: { id: null } };
}
