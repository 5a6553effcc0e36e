// npm start: the production server on the database of DATABASE_URL.
import { run } from './lib/prepare.mjs';

await run(new URL('./lib/start.ts', import.meta.url));
