// npm run docs:settings: writes the tables of docs/configuration.md from lib/env.ts.
import { run } from './lib/prepare.mjs';

await run(new URL('./lib/write-settings.ts', import.meta.url));
