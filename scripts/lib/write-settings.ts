import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './settings-tables';

/** Writes the tables of docs/configuration.md anew. */
export async function main(): Promise<void> {
  const page = new URL('../../docs/configuration.md', import.meta.url);
  const source = readFileSync(new URL('../../lib/env.ts', import.meta.url), 'utf8');
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), source));
}
