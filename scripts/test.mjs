// npm test: everything that is checked, in one command.
import { run } from './lib/prepare.mjs';

await run(new URL('./test/test.ts', import.meta.url), { install: true });
