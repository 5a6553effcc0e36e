// npm run bench:inbox: how fast list, thread and search are with a million messages, in Postgres and in a browser.
import { register } from 'node:module';
import { run } from '../lib/prepare.mjs';

// The services run in this process, with the libraries as a page has them: what marks a file as the server's is empty then.
const HOOK = `export const resolve = (name, context, next) =>
  name === 'server-only' ? { url: 'data:text/javascript,', shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(HOOK)}`);

await run(new URL('./inbox.ts', import.meta.url));
