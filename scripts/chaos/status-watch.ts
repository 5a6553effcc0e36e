import type { Sql } from 'postgres';

export type Fall = { id: string; text: string | null; from: string; to: string; at: Date };

/** Notes every change of a message's status in the database itself, so that none can pass unseen between two looks. */
export async function watchStatuses(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create table chaos_statuses (n bigserial primary key, id uuid not null, text text, was text not null, became text not null,
      at timestamptz not null default clock_timestamp(), restricted_since timestamptz);
    create function chaos_note_status() returns trigger language plpgsql as $$
      begin
        insert into chaos_statuses (id, text, was, became, restricted_since) values (new.id, new.text, old.status, new.status,
          (select (i.restriction ->> 'since')::timestamptz from instances i
            join conversations c on c.organization_id = i.organization_id and c.id = new.conversation_id
            where i.organization_id = new.organization_id and i.id = new.instance_id and c.kind = 'direct' and not c.is_heard
              and coalesce((i.restriction ->> 'until')::timestamptz, 'infinity') > now()));
        return null;
      end $$;
    create trigger chaos_status after update of status on messages for each row
      when (old.status is distinct from new.status) execute function chaos_note_status();`);
}

/**
 * Statuses that fell from where they can't fall: what has left stays sent, what was delivered or read stays so. Only
 * WhatsApp's own error takes back what was merely sent.
 */
export const findFalls = (sql: Sql) => sql<Fall[]>`
  select id, text, was as "from", became as "to", at from chaos_statuses
  where was in ('sent', 'delivered', 'read', 'played', 'received')
    and coalesce(array_position(array['sent', 'delivered', 'read', 'played'], became), 0)
      <= coalesce(array_position(array['sent', 'delivered', 'read', 'played'], was), 9)
    and not (was = 'sent' and became = 'failed')`;

/** The way of one message through its statuses. */
export async function pathOf(sql: Sql, id: string): Promise<string> {
  const rows = await sql`select was, became, at from chaos_statuses where id = ${id} order by n`;
  return rows.map((row) => `${row.was}→${row.became} ${row.at.toISOString().slice(11, 23)}`).join(', ');
}
