// npm run test:modes: the end-to-end tests in one process, in two, and serverless.
import { run } from './lib/prepare.mjs';

await run(new URL('./test/modes.ts', import.meta.url), { install: true });
