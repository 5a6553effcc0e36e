import { meInfo } from '../events/me';
import type { World } from '../world';
import type { Session } from './session';

/** SessionInfo as the sessions API answers it; `withEngine` adds what `GET /{name}` shows on top. */
export function sessionView(world: World, session: Session, withEngine = false): Record<string, unknown> {
  const { legacyPayloads } = world.features;
  const engine = session.present ? { engine: world.options.engine } : {};
  return {
    name: session.name,
    status: session.status,
    config: session.config,
    me: meInfo(world, session),
    ...(legacyPayloads ? {} : { presence: session.presence, timestamps: { activity: session.activity } }),
    ...(withEngine ? { engine } : {}),
  };
}
