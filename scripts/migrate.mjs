// npm run db:migrate: brings the database of DATABASE_URL up to date.
import './lib/typescript.mjs';

const { runScript } = await import('./lib/run-script.ts');
const { migrate } = await import('./lib/migrate.ts');
await runScript(migrate);
