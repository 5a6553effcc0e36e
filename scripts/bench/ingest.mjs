// npm run bench:ingest: how many signed webhooks a second are acknowledged, and how soon.
import { run } from '../lib/prepare.mjs';

await run(new URL('./ingest.ts', import.meta.url));
