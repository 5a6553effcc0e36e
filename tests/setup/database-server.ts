import type { TestProject } from 'vitest/node';
import { startTestPostgres } from './test-postgres';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresServerUrl: string;
  }
}

/** Vitest's global set-up of the integration tests: one Postgres for all workers. */
export default async function setup(project: TestProject) {
  const postgres = await startTestPostgres();
  project.provide('postgresServerUrl', postgres.serverUrl);
  return postgres.remove;
}
