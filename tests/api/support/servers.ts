import type { Sql } from 'postgres';
import { uuidv7 } from 'uuidv7';

type Known = { version?: string; tier?: string };

/** A WAHA server of one organization, with the key of the installation's own; answers its id. */
export async function insertServer(sql: Sql, organizationId: string, url: string, known: Known = {}) {
  const id = uuidv7();
  await sql`insert into waha_servers (id, organization_id, name, url, api_key_encrypted, version, tier, is_trusted)
    select ${id}, ${organizationId}, ${id}, ${url}, api_key_encrypted, ${known.version ?? null}, ${known.tier ?? null}, true
    from waha_servers where organization_id is null and name = 'env'`;
  return id;
}
