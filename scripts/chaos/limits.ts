import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';
import type { Violation } from './oracle';
import type { Fault } from './plan-faults';
import type { Road } from './traffic';

const PATIENCE_MS = 120_000;
/** A lock that came while a message was on its way can't hold it back. */
const IN_FLIGHT = '5 seconds';

const LOCK = { isActive: true, endsInSeconds: 86_400 };

/** Does to a number what WhatsApp does to numbers that write to strangers. */
export function limit({ stage }: Road, { what, instance }: Extract<Fault, { kind: 'limit' }>) {
  const { control } = stage.waha;
  const session = stage.numbers[instance]?.sessionName;
  if (what === 'refused463')
    return control.refuseSends({ session, times: 1, message: 'server returned error 463' });
  if (what === 'locked') return control.restrict({ session, timelock: LOCK });
  if (what === 'capped')
    return control.restrict({ session, capping: { cappingStatus: 'CAPPED', totalQuota: 5, usedQuota: 5 } });
  return control.restrict({ session, timelock: null, capping: null });
}

/** WhatsApp lifts every limit. What was only guessed from a refusal lasts until it tells of a lock, and of its end. */
export async function liftLimits({ stage, truth }: Road): Promise<void> {
  const { control } = stage.waha;
  for (const { sessionName: session } of stage.numbers)
    await control.restrict({ session, timelock: LOCK, capping: null });
  const guesses = () =>
    stage.sql`select 1 from instances where restriction ->> 'kind' <> 'timelock'`.catch(() => ['away']);
  for (const until = Date.now() + PATIENCE_MS; (await guesses()).length > 0; await pause(250)) {
    if (Date.now() < until) continue;
    truth.faults.push('a lock that WhatsApp told of was not learnt');
    break;
  }
  for (const { sessionName: session } of stage.numbers)
    await control.restrict({ session, timelock: null, capping: null });
}

/** What left, or was tried, while its number was known to be restricted, to somebody who had never written. */
export async function checkRestricted(sql: Sql): Promise<Violation[]> {
  const rows = await sql<{ id: string; text: string }[]>`
    select s.id, s.text from chaos_statuses s
    where s.became = 'sending' and s.restricted_since < s.at - ${IN_FLIGHT}::interval`;
  return rows.map(({ id, text }) => ({
    what: 'written to somebody new while restricted',
    ids: [id],
    detail: text,
  }));
}

/** No incident outlives its restriction, once all are lifted. */
export async function checkIncidents(sql: Sql): Promise<Violation[]> {
  const rows = await sql<{ id: string }[]>`
    select x.id from incidents x join instances i on i.organization_id = x.organization_id and i.id = x.instance_id
    where x.kind = 'restricted' and x.state = 'open' and i.restriction is null`;
  return rows.map(({ id }) => ({ what: 'an incident of a restriction that is over', ids: [id], detail: '' }));
}
