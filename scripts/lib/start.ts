import { existsSync } from 'node:fs';
import { authSecret, databaseUrl, env } from '../../lib/env';
import { launchApp } from './app-server';
import { Fault } from './fault';
import { shutdownOnSignals } from './shutdown';

/** `npm start`: the production server. Refuses to start without a database, a strong secret, or a build. */
export async function main(): Promise<void> {
  databaseUrl();
  authSecret();
  if (!existsSync('.next/BUILD_ID')) throw new Fault('There is no build yet: run `npm run build` first.');
  const shutdown = shutdownOnSignals();
  const app = launchApp({ mode: 'start', port: env().PORT, env: {}, shutdown });
  const code = await app.exited;
  if (!shutdown.isStopping()) process.exit(code);
}
