import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReach, databaseAccount } from '../../db/embedded-server/account';

/** A new temporary folder that the system user of an embedded Postgres can pass through. */
export function makeTemporaryFolder(prefix: string): string {
  const base = canReach(databaseAccount(''), tmpdir()) ? tmpdir() : '/var/tmp';
  const folder = mkdtempSync(join(base, prefix));
  chmodSync(folder, 0o711);
  return folder;
}
