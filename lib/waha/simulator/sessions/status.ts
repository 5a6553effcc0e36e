import type { World } from '../world';
import type { Session, SessionStatus } from './session';

/** Moves a session to a status and tells subscribers; the last three statuses travel along. */
export function setStatus(world: World, session: Session, status: SessionStatus, data: unknown = null): void {
  session.status = status;
  session.statuses = [...session.statuses, { status, timestamp: Date.now() }].slice(-3);
  const { legacyPayloads, statusData } = world.features;
  void world.events.emit(session, {
    event: 'session.status',
    payload: {
      name: session.name,
      status,
      ...(legacyPayloads ? {} : { statuses: session.statuses }),
      ...(statusData ? { data } : {}),
    },
  });
  world.touch();
}
