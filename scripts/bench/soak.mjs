// npm run bench:soak: steady traffic for a long time, and what of the web server grows with it.
import { run } from '../lib/prepare.mjs';

await run(new URL('./soak.ts', import.meta.url));
