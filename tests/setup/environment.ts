// The settings of every test process; set before lib/env reads them. What the caller has set is not used.
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const settings: Record<string, string> = {
  AUTH_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
  APP_URL: 'http://localhost:8500',
  LOG_LEVEL: 'silent',
  RECADO_DATA_DIR: join(tmpdir(), `recado-unit-${process.pid}`),
};

for (const name of Object.keys(process.env)) {
  if (/^(BOOTSTRAP_|WAHA_|DATABASE_|LIMIT_|STORAGE_)/.test(name)) delete process.env[name];
}
Object.assign(process.env, settings);
