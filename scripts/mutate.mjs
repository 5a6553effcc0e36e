// npm run mutate [-- id …]: takes each mechanism out for a moment and expects its test to fail.
import { run } from './lib/prepare.mjs';

await run(new URL('./mutate/mutate.ts', import.meta.url));
