// npm run dev: the demo's parts around `next dev`.
import { run } from './lib/prepare.mjs';

await run(new URL('./demo/dev.ts', import.meta.url), { install: true });
