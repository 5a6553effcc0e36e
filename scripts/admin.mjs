// npm run admin -- <command>: what an operator does on the database itself.
import { run } from './lib/prepare.mjs';

await run(new URL('./lib/admin.ts', import.meta.url));
