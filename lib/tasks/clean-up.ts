import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { deleteOldHits } from '@/lib/auth/rate-limits';
import { env } from '@/lib/env';
import { deleteOldJournal } from '@/lib/webhooks/queries';

/** Every hour: removes journal rows, remembered answers, counters and waiting events that are past their time. */
export async function cleanUp(): Promise<void> {
  const db = database();
  await deleteOldHits(db);
  await db.execute(sql`delete from idempotency_keys where created_at < now() - interval '25 hours'`);
  await db.execute(sql`delete from waiting_events where created_at < now() - interval '14 days'`);
  while ((await deleteOldJournal({ db }, env().JOURNAL_DAYS)) > 0);
}
