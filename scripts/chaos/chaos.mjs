// npm run chaos: everything goes wrong at once, and nothing may be lost, doubled or reordered.
import { run } from '../lib/prepare.mjs';

await run(new URL('./chaos.ts', import.meta.url));
