// npm run seed:large: an organization with as many conversations and messages as a large one has after years.
import { run } from './lib/prepare.mjs';

await run(new URL('./seed/large.ts', import.meta.url));
