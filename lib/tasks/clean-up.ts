import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { deleteOldHits } from '@/lib/auth/rate-limits';
import { forgetMerges } from '@/lib/conversations/undo-merge';
import { env } from '@/lib/env';
import { deleteOldLinks } from '@/lib/links/queries';
import { cleanUpMedia } from '@/lib/media/clean-up';
import { learnRhythms } from '@/lib/watchdog/rhythm';
import { deleteOldJournal, deleteOldRefused } from '@/lib/webhooks/queries';

/** Every hour: removes journal rows, what undone joins would need, remembered answers, counters, waiting events, links and unused files that are past their time. */
export async function cleanUp(): Promise<void> {
  const db = database();
  await deleteOldHits(db);
  await db.execute(sql`delete from idempotency_keys where created_at < now() - interval '25 hours'`);
  await db.execute(sql`delete from waiting_events where created_at < now() - interval '14 days'`);
  await deleteOldLinks(db);
  await cleanUpMedia({ db });
  await deleteOldRefused({ db }, env().JOURNAL_DAYS);
  await forgetMerges({ db });
  await db.execute(
    sql`delete from history_runs where kind = 'gap' and finished_at < now() - interval '90 days'`,
  );
  await db.execute(sql`delete from instance_health_log l where since < now() - interval '400 days'`);
  await learnRhythms();
  while ((await deleteOldJournal({ db }, env().JOURNAL_DAYS)) > 0);
}
