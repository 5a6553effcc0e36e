import type { SimulatorControl } from '../control/control';
import { controlRoutes } from '../control/control-routes';
import { Router } from '../http/router';
import { phoneRoutes } from '../phone/phone-routes';
import { authRoutes } from './auth-routes';
import { changeRoutes } from './change-routes';
import { chatRoutes } from './chat-routes';
import { contactRoutes } from './contact-routes';
import { fileRoutes } from './file-routes';
import { groupRoutes } from './group-routes';
import { messageRoutes } from './message-routes';
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
  messageRoutes(router);
  changeRoutes(router);
  contactRoutes(router);
  authRoutes(router);
  chatRoutes(router);
  groupRoutes(router);
  controlRoutes(router, control);
  phoneRoutes(router);
  return router;
}
