// npm run bench:bundle: how much JavaScript a cold load of a conversation brings.
import { run } from '../lib/prepare.mjs';

await run(new URL('./bundle.ts', import.meta.url));
