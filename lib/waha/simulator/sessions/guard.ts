import { badRequest, EngineError, HttpError, notFound, unprocessable } from '../http/http-error';
import type { World } from '../world';
import type { Session, SessionStatus } from './session';

const POLL_MS = 100;

/**
 * The session once it has one of the wanted statuses. Waits on the server first (10 s while it runs,
 * 5 s when it does not; 2024.10: 5 s) and then answers 422 with WAHA's status body.
 */
export async function sessionIn(world: World, name: unknown, expected: SessionStatus[]): Promise<Session> {
  const { features, options, clock } = world;
  if (name === undefined || name === null || name === '') {
    if (!features.legacyPayloads) throw badRequest(features, 'Session name is required');
  }
  const wanted = String(name ?? 'default');
  refuseOtherNames(world, wanted);
  const found = () => world.sessions.get(wanted);
  if (features.legacyPayloads && !found()?.present) throw notStarted(world, wanted);
  const { statusWaitMs, absentWaitMs } = options.timings;
  const limit = found()?.present && !features.legacyPayloads ? statusWaitMs : absentWaitMs;
  for (let waited = 0; waited < limit; waited += POLL_MS) {
    const session = found();
    if (session && expected.includes(session.status)) return session;
    await clock.wait(POLL_MS);
  }
  const session = found();
  if (session && expected.includes(session.status)) return session;
  if (!session) throw new HttpError(422, { error: `Session "${wanted}" does not exist`, session: wanted });
  throw statusError(session, expected);
}

/** A WORKING session whose connection really stands; in the 2 s of false WORKING the engine throws. */
export async function workingSession(world: World, name: unknown): Promise<Session> {
  const session = await sessionIn(world, name, ['WORKING']);
  if (session.networkDown) throw new EngineError('Connection Closed');
  return session;
}

/** Free images before 2026.6.1 know `default` only. */
export function refuseOtherNames(world: World, name: string): void {
  if (!world.features.defaultOnly || name === 'default') return;
  throw unprocessable(
    world.features,
    `WAHA Core support only 'default' session. You tried to access '${name}' session (base64: ${Buffer.from(name).toString('base64')}). ` +
      'If you want to run more then one WhatsApp account - please get WAHA PLUS version. Check this out: https://waha.devlike.pro/docs/how-to/plus-version/',
  );
}

function statusError(session: Session, expected: SessionStatus[]): HttpError {
  return new HttpError(422, {
    error: 'Session status is not as expected. Try again later or restart the session',
    session: session.name,
    status: session.status,
    expected,
  });
}

function notStarted(world: World, name: string): HttpError {
  const text = `We didn't find a session with name '${name}'.\n`;
  return notFound(
    world.features,
    `${text}Please start it first by using POST /api/sessions/${name}/start request`,
  );
}
