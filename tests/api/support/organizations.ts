import { createHash, randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Sql } from 'postgres';
import { uuidv7 } from 'uuidv7';
import type { TestOrganization } from '../../setup/organizations';

/** An organization with the ids of its rows, for tests that change them behind the server's back. */
export type KnownOrganization = TestOrganization & { id: string; userId: string; tokenId: string };

// Cheap on purpose: the cost stands in the hash itself, and these passwords guard nothing.
const QUICK = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** What `npm run admin -- create-organization` makes, in a few milliseconds. */
export async function insertOrganization(sql: Sql): Promise<KnownOrganization> {
  const tag = randomBytes(6).toString('hex');
  const [id, userId] = [uuidv7(), uuidv7()];
  const name = `Loja ${tag}`;
  const email = `dona-${tag}@example.com`;
  const password = `senha-${tag}`;
  const passwordHash = await hash(password, QUICK);
  await sql.begin(async (tx) => {
    await tx`insert into organizations (id, name) values (${id}, ${name})`;
    await tx`insert into users (id, email, name, password_hash) values (${userId}, ${email}, 'Dona', ${passwordHash})`;
    await tx`insert into memberships (organization_id, user_id, role) values (${id}, ${userId}, 'owner')`;
  });
  const { token, tokenId } = await insertToken(sql, id, ['*']);
  return { name, email, password, token, id, userId, tokenId };
}

/** One more token of an organization, with these scopes (`*`: all). */
export async function insertToken(sql: Sql, organizationId: string, scopes: string[]) {
  const token = `rt_${randomBytes(24).toString('base64url')}`;
  const tokenId = uuidv7();
  const tokenHash = createHash('sha256').update(token).digest('hex');
  await sql`insert into api_tokens (organization_id, id, name, token_hash, hint, scopes)
    values (${organizationId}, ${tokenId}, 'Test', ${tokenHash}, ${token.slice(-4)}, ${scopes})`;
  return { token, tokenId };
}
