import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { TEST_AUTH_SECRET } from './test-app';

/** An organization of a test's own, with what signs in as its owner and what calls the API. */
export type TestOrganization = { name: string; email: string; password: string; token: string };

const run = promisify(execFile);

/** Makes an organization with an owner and a full-scope token, the way an operator does. */
export async function createOrganization(databaseUrl: string): Promise<TestOrganization> {
  const id = randomBytes(5).toString('hex');
  const organization: TestOrganization = {
    name: `Loja ${id}`,
    email: `dona-${id}@example.com`,
    password: `senha-${randomBytes(9).toString('base64url')}`,
    token: `rt_${randomBytes(24).toString('base64url')}`,
  };
  const flags = Object.entries(organization).flatMap(([name, value]) => [`--${name}`, value]);
  await run(
    process.execPath,
    ['--conditions=react-server', 'scripts/admin.mjs', 'create-organization', ...flags],
    { env: { ...process.env, DATABASE_URL: databaseUrl, AUTH_SECRET: TEST_AUTH_SECRET }, timeout: 30_000 },
  );
  return organization;
}
