import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileFault } from '../../db/embedded-server/fault';
import { Fault } from './fault';

/** What demo and dev make once and keep with the data. */
export type Secrets = { authSecret: string; demoPassword: string; wahaApiKey: string; apiToken: string };

/** The secrets of a data folder, made at the first call; only this user can read the file. */
export function ensureSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const kept = read(file);
  if (kept?.apiToken) return kept as Secrets;
  const made: Secrets = {
    authSecret: randomBytes(48).toString('base64url'),
    demoPassword: randomBytes(9).toString('base64url'),
    wahaApiKey: randomBytes(24).toString('hex'),
    apiToken: `rcd_${randomBytes(32).toString('base64url')}`,
    // A folder of an earlier version keeps what it has.
    ...kept,
  };
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw fileFault(error, dataDir);
  }
  return made;
}

function read(file: string): Partial<Secrets> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fileFault(error, file);
  }
  try {
    return JSON.parse(text) as Partial<Secrets>;
  } catch {
    throw new Fault(`${file} can't be read: restore it, or delete the data folder to start anew.`);
  }
}
