import type { SimulatorControl } from '../control/control';
import { controlRoutes } from '../control/control-routes';
import { Router } from '../http/router';
import { authRoutes } from './auth-routes';
import { fileRoutes } from './file-routes';
import { sendRoutes } from './send-routes';
import { serverRoutes } from './server-routes';
import { sessionRoutes } from './session-routes';

/** Every route of the simulator; the fixed ones stand before `/api/:session/…`. */
export function createRouter(control: SimulatorControl): Router {
  const router = new Router();
  serverRoutes(router);
  sessionRoutes(router);
  fileRoutes(router);
  sendRoutes(router);
  authRoutes(router);
  controlRoutes(router, control);
  return router;
}
