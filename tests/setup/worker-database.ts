// Runs before every integration test file: gives it an empty, migrated database of its own as DATABASE_URL.
import { inject } from 'vitest';
import { cloneDatabase } from './test-postgres';

const worker = process.env.VITEST_POOL_ID ?? '1';
process.env.DATABASE_URL = await cloneDatabase(inject('postgresServerUrl'), `recado_worker_${worker}`);
