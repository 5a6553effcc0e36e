// npm run bench:latency: how long a webhook takes to another browser's screen.
import { run } from '../lib/prepare.mjs';

await run(new URL('./latency.ts', import.meta.url));
