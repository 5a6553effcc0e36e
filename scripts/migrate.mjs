// npm run db:migrate: brings the database of DATABASE_URL up to date.
import { run } from './lib/prepare.mjs';

await run(new URL('./lib/migrate.ts', import.meta.url));
