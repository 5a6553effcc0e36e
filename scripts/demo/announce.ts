import { withConnection } from '../../db/connection';
import { DEMO_EMAIL, type Surroundings } from './parts';

/** Says where everything is and how to get in. */
export async function announce(appUrl: string, around: Surroundings, logFile?: string): Promise<void> {
  const lines = [['Recado', appUrl]];
  if (await hasDemoOwner(around, Boolean(logFile))) {
    lines.push(['Sign in', `${DEMO_EMAIL}  password: ${around.secrets.demoPassword}`]);
  }
  if (around.phoneUrl) lines.push(['Phone', `${around.phoneUrl}  (play the customer here)`]);
  if (logFile) lines.push(['Log', logFile]);
  const text = lines.map(([name, value]) => `  ${`${name}`.padEnd(8)} ${value}`).join('\n');
  console.log(`\n${text}\n\nCtrl+C stops everything.`);
}

/** The demo's owner is made only on an empty database; on one of your own the login is yours. */
async function hasDemoOwner(around: Surroundings, isAppUp: boolean): Promise<boolean> {
  if (around.appEnv.BOOTSTRAP_EMAIL !== DEMO_EMAIL) return false;
  const { rows } = await withConnection(around.databaseUrl, (client) =>
    client.query<{ people: number; demo: number }>(
      'select count(*)::int as people, count(*) filter (where lower(email) = $1)::int as demo from users',
      [DEMO_EMAIL],
    ),
  );
  const [seen] = rows;
  return Number(seen?.demo) > 0 || (!isAppUp && seen?.people === 0);
}
