import { type Session, signal } from '../sessions/session';
import type { World } from '../world';

/** An API call shows the account online for 25 s, which silences the phone, unless that is switched off. */
export function markActive(world: World, session: Session): void {
  session.activity = Date.now();
  if (!world.options.autoOnline) return;
  setPresence(session, 'online');
  session.cancelOnline = world.clock.lifetime(world.options.timings.onlineMs, () => {
    setPresence(session, 'offline');
  });
}

/** Sets the account's presence until told otherwise. */
export function setPresence(session: Session, presence: 'online' | 'offline'): void {
  session.cancelOnline();
  session.cancelOnline = () => undefined;
  if (session.presence !== presence) signal(session, presence);
  session.presence = presence;
}
