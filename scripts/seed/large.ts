import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { closeDatabase, database } from '../../db/client';
import { systemScope } from '../../lib/core/scope';
import { databaseUrl } from '../../lib/env';
import { createInstance } from '../../lib/instances/service';
import { createOrganization } from '../../lib/organizations/create';
import { upsertEnvServer } from '../../lib/servers/connect';
import { openDatabase } from '../lib/open-database';
import { onBareTables } from './bare-tables';
import { finishSeed, openSeed, type SeedSize, seedConversations, seedMessages } from './large-sql';

const NUMBERS = ['Vendas', 'Suporte', 'Financeiro'];

export type Seeded = { organizationId: string; name: string; email: string; password: string; token: string };

/** `npm run seed:large [-- --conversations 100000 --messages 1000000]` on the database of DATABASE_URL or the demo's. */
export async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      conversations: { type: 'string', default: '100000' },
      messages: { type: 'string', default: '1000000' },
    },
  });
  const stop = await openDatabase();
  try {
    const from = performance.now();
    const size = { conversations: Number(values.conversations), messages: Number(values.messages) };
    const seeded = await seedLarge(size, (done) =>
      process.stdout.write(`\r${done.toLocaleString('en')} messages`),
    );
    console.log(`\nSeeded in ${Math.round((performance.now() - from) / 1000)} s`);
    console.log(JSON.stringify(seeded, null, 2));
  } finally {
    await closeDatabase();
    await stop();
  }
}

/**
 * An organization of its own with three numbers (not connected), its people and their messages; set-based. While it
 * is at work nobody else reaches the tables of messages.
 */
export async function seedLarge(
  { conversations, messages }: { conversations: number; messages: number },
  onPart: (done: number) => void = () => {},
): Promise<Seeded> {
  const mark = randomBytes(4).toString('hex');
  const owner = {
    name: `Grande ${mark}`,
    email: `dona-${mark}@example.com`,
    password: randomBytes(9).toString('base64url'),
    token: `rcd_${randomBytes(24).toString('base64url')}`,
  };
  const { organizationId, userId } = await createOrganization(database(), owner);
  const size: SeedSize = {
    organizationId,
    userId,
    instanceIds: await makeNumbers(organizationId),
    conversations,
    messages,
  };
  const seed = await openSeed(databaseUrl());
  try {
    await seed.begin(async (inside) => {
      await onBareTables(inside, ['conversations', 'messages', 'message_search'], async () => {
        await seedConversations(inside, size);
        await seedMessages(inside, size, onPart);
        await finishSeed(inside, size);
      });
    });
    await seed`vacuum analyze`;
  } finally {
    await seed.end();
  }
  return { organizationId, ...owner };
}

async function makeNumbers(organizationId: string): Promise<string[]> {
  const scope = systemScope(organizationId);
  const make = async (name: string) => (await createInstance(scope, { name })).id;
  const ids: string[] = [];
  const servers = await database().execute(sql`select 1 from waha_servers limit 1`);
  // Nothing listens there: the numbers are for looking at.
  if (servers.length === 0) await upsertEnvServer(database(), 'http://127.0.0.1:9', undefined);
  for (const name of NUMBERS) ids.push(await make(name));
  return ids;
}
