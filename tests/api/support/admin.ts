import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TEST_AUTH_SECRET } from '../../setup/test-app';

const run = promisify(execFile);

/** `npm run admin -- …` on this database. */
export async function runAdmin(databaseUrl: string, ...args: string[]): Promise<void> {
  await run(process.execPath, ['--conditions=react-server', 'scripts/admin.mjs', ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, AUTH_SECRET: TEST_AUTH_SECRET },
    timeout: 30_000,
  });
}
