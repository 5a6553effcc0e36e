import { meInfo } from '../events/me';
import { badRequest, notFound, unprocessable } from '../http/http-error';
import type { Call, Router } from '../http/router';
import * as lifecycle from '../sessions/lifecycle';
import { checkSessionName, readSessionConfig, type SessionConfig } from '../sessions/session-config';
import { sessionView } from '../sessions/view';
import { compareVersions } from '../version';

/** /api/sessions: list, create, replace, delete and the lifecycle actions. */
export function sessionRoutes(router: Router): void {
  router.on('GET', '/api/sessions', ({ world, query }) =>
    [...world.sessions.values()]
      .filter((session) => session.present || query.get('all') === 'true')
      .map((session) => sessionView(world, session)),
  );
  deprecatedRoutes(router);
  router.on('POST', '/api/sessions', create);
  router.on('GET', '/api/sessions/:name', ({ world, params }) =>
    sessionView(world, lifecycle.requireSession(world, params.name ?? ''), true),
  );
  router.on('PUT', '/api/sessions/:name', async ({ world, params, body }) => {
    const config = readSessionConfig(body.config, world.features);
    return sessionView(world, await lifecycle.replaceConfig(world, params.name ?? '', config));
  });
  router.on('DELETE', '/api/sessions/:name', ({ world, params }) =>
    lifecycle.remove(world, params.name ?? ''),
  );
  router.on('GET', '/api/sessions/:name/me', ({ world, params }) => {
    const session = lifecycle.requireSession(world, params.name ?? '');
    lifecycle.requirePresent(world, session);
    return meInfo(world, session) ?? undefined;
  });
  for (const [action, run] of Object.entries(ACTIONS)) {
    router.on('POST', `/api/sessions/:name/${action}`, async ({ world, params }) => {
      const session = await run(world, params.name ?? '');
      return session && sessionView(world, session);
    });
  }
  restrictionRoutes(router);
}

const ACTIONS = {
  start: lifecycle.start,
  stop: lifecycle.stop,
  restart: lifecycle.restart,
  logout: lifecycle.logout,
};

async function create({ world, body }: Call): Promise<unknown> {
  const name = body.name ?? `session_${world.random.hex(32).toLowerCase()}`;
  checkSessionName(name, world.features);
  if (body.start !== undefined && body.start !== null && typeof body.start !== 'boolean') {
    throw badRequest(world.features, 'start must be a boolean value');
  }
  const config: SessionConfig | null = readSessionConfig(body.config, world.features);
  // WAHA starts only when the field is truthy, whatever its documents say about a default.
  const session = await lifecycle.create(world, name, config, body.start === true);
  return session && sessionView(world, session);
}

/** Fresh timelock and capping, since 2026.8.1. */
function restrictionRoutes(router: Router): void {
  for (const [path, field] of [
    ['timelock', 'timelock'],
    ['capping', 'capping'],
  ] as const) {
    router.on('GET', `/api/sessions/:name/${path}`, ({ world, params }) => {
      const session = lifecycle.requireSession(world, params.name ?? '');
      if (compareVersions(world.features.version, '2026.8.1') < 0) {
        throw notFound(world.features, `Cannot GET /api/sessions/${session.name}/${path}`);
      }
      return session[field] ?? undefined;
    });
  }
}

/** The old body-addressed calls; `stop` with logout and `logout` delete the session. */
function deprecatedRoutes(router: Router): void {
  router.on('POST', '/api/sessions/start', async ({ world, body }) => {
    const name = String(body.name ?? 'default');
    checkSessionName(name, world.features);
    const config = readSessionConfig(body.config, world.features);
    const known = world.sessions.get(name);
    if (known?.present) throw unprocessable(world.features, `Session '${name}' is already started.`);
    if (!known) return sessionView(world, (await lifecycle.create(world, name, config, true)) as never);
    known.config = config;
    return sessionView(world, await lifecycle.start(world, name));
  });
  router.on('POST', '/api/sessions/stop', ({ world, body }) => {
    const name = String(body.name ?? 'default');
    return body.logout === true
      ? lifecycle.remove(world, name)
      : lifecycle.stop(world, name).then(() => undefined);
  });
  router.on('POST', '/api/sessions/logout', ({ world, body }) =>
    lifecycle.remove(world, String(body.name ?? 'default')),
  );
}
