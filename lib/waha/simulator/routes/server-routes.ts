import { environmentOf } from '../events/me';
import { plusOnly } from '../http/http-error';
import type { Router } from '../http/router';

/** /ping, /health, versions, status, environment and stop. */
export function serverRoutes(router: Router): void {
  router.on('GET', '/ping', () => ({ message: 'pong' }));
  router.on('GET', '/health', ({ world }) => {
    if (world.features.defaultOnly) throw plusOnly(world.features, world.options.engine);
    const space = {
      status: 'up',
      path: '/app/.media',
      diskPath: '/',
      free: 50_000_000_000,
      threshold: 100_000_000,
    };
    return { status: 'ok', info: { mediaFiles: space }, error: {}, details: { mediaFiles: space } };
  });
  router.on('GET', '/api/version', ({ world }) => environmentOf(world));
  router.on('GET', '/api/server/version', ({ world }) => environmentOf(world));
  router.on('GET', '/api/server/status', ({ world }) => ({
    startTimestamp: world.startedAt,
    uptime: Date.now() - world.startedAt,
    worker: { id: '' },
  }));
  router.on('GET', '/api/server/environment', ({ world }) => ({
    WHATSAPP_DEFAULT_ENGINE: world.options.engine,
    [world.features.checksKey ? 'WAHA_API_KEY' : 'WHATSAPP_API_KEY']: world.options.apiKey,
  }));
  router.on('POST', '/api/server/stop', ({ world }) => {
    world.clock.after(1_000, () => void world.reboot());
    return { stopping: true };
  });
}
