import type { Sql } from 'postgres';
import { uuidv7 } from 'uuidv7';

/** An event of a number that nobody could read, kept in the journal; answers its id. */
export async function insertKeptEvent(sql: Sql, instanceId: string): Promise<string> {
  const id = uuidv7();
  await sql`insert into webhook_events (organization_id, id, instance_id, event, body, state)
    select organization_id, ${id}, id, 'message.teleported', convert_to('{"text":"Nosso"}', 'UTF8'), 'unknown'
    from instances where id = ${instanceId}`;
  return id;
}
