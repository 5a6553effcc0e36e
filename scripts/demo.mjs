// npm run demo: everything on this machine, ready to be tried.
import { run } from './lib/prepare.mjs';

await run(new URL('./demo/demo.ts', import.meta.url), { install: true });
