import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '../../db/client';
import { hashPassword } from '../../lib/auth/passwords';
import { endMembership, findUserByEmail, updatePassword } from '../../lib/auth/queries';
import { AppError } from '../../lib/core/errors';
import { MODULES, type Module } from '../../lib/core/permissions';
import { createOrganization } from '../../lib/organizations/create';
import { upsertLimits, upsertModule } from '../../lib/organizations/queries';
import { Fault } from './fault';
import { openDatabase } from './open-database';

const USAGE = `npm run admin -- <command>

  create-organization --name N --email E --password P [--token T]
      another organization with its owner and, with --token, a full-scope token of that value
  set-module --organization ID --module ${MODULES.join('|')} --enabled true|false
  set-limits --organization ID [--instances N] [--members N] [--messages N] [--storage BYTES]   (none: no limit)
  set-password --email E --password P
      a new password; every session that was opened with the old one ends
  end-membership --organization ID --email E
      takes a person out of an organization; what they wrote stays
  list-organizations`;

/** Runs one command on the database of DATABASE_URL, or of the demo in RECADO_DATA_DIR. */
export async function main(): Promise<void> {
  const [command, ...rest] = process.argv.slice(2);
  const run = COMMANDS[command ?? ''];
  if (!run) throw new Fault(USAGE);
  const stop = await openDatabase();
  try {
    await run(rest);
  } finally {
    await closeDatabase();
    await stop();
  }
}

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  'create-organization': create,
  'set-module': setModule,
  'set-limits': setLimits,
  'set-password': setPassword,
  'end-membership': leave,
  'list-organizations': list,
};

const text = { type: 'string' } as const;

async function create(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { name: text, email: text, password: text, token: text } });
  const { name, email, password, token } = values;
  if (!name || !email || !password) throw new Fault(USAGE);
  if (password.length < 8) throw new Fault('A password has at least 8 characters.');
  if (token !== undefined && token.length < 16) throw new Fault('A token has at least 16 characters.');
  try {
    const { organizationId } = await createOrganization(database(), { name, email, password, token });
    console.log(JSON.stringify({ organizationId, name, email }));
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict')
      throw new Fault('This e-mail address or token is in use already.');
    throw error;
  }
}

async function setModule(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { organization: text, module: text, enabled: text } });
  const { organization, module, enabled } = values;
  if (!organization || !MODULES.some((known) => known === module) || !enabled) throw new Fault(USAGE);
  await upsertModule(database(), organization, module as Module, enabled === 'true');
  console.log(JSON.stringify({ organization, module, isEnabled: enabled === 'true' }));
}

async function setLimits(args: string[]): Promise<void> {
  const options = { organization: text, instances: text, members: text, messages: text, storage: text };
  const { values } = parseArgs({ args, options });
  if (!values.organization) throw new Fault(USAGE);
  const limits = {
    maxInstances: toLimit(values.instances),
    maxMembers: toLimit(values.members),
    maxMessagesPerMonth: toLimit(values.messages),
    maxStorageBytes: toLimit(values.storage),
  };
  await upsertLimits(database(), values.organization, limits);
  console.log(JSON.stringify({ organization: values.organization, ...limits }));
}

async function setPassword(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { email: text, password: text } });
  const { email, password } = values;
  if (!email || !password) throw new Fault(USAGE);
  if (password.length < 8) throw new Fault('A password has at least 8 characters.');
  const user = await findUserByEmail(email);
  if (!user) throw new Fault('Nobody has this e-mail address.');
  await updatePassword(database(), user.id, await hashPassword(password));
  console.log(JSON.stringify({ email, sessions: 'ended' }));
}

async function leave(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { organization: text, email: text } });
  const { organization, email } = values;
  if (!organization || !email) throw new Fault(USAGE);
  const user = await findUserByEmail(email);
  if (!user || !(await endMembership(database(), organization, user.id)))
    throw new Fault('Nobody like that works there.');
  console.log(JSON.stringify({ organization, email, membership: 'ended' }));
}

function toLimit(value: string | undefined): number | null | undefined {
  if (value === undefined) return undefined;
  if (value === 'none') return null;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new Fault('A limit is a whole number, or none.');
  return number;
}

async function list(): Promise<void> {
  const rows = await database().execute<{ id: string; name: string }>(
    sql`select id, name from organizations order by created_at`,
  );
  for (const row of rows) console.log(`${row.id}  ${row.name}`);
}
