// npm run test:scale: two processes behind PgBouncer and with Redis.
import { run } from './lib/prepare.mjs';

await run(new URL('./test/scale.ts', import.meta.url), { install: true });
