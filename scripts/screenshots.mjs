// npm run screenshots: a picture of every screen, in both languages, light and dark, wide and on a phone.
import { run } from './lib/prepare.mjs';

await run(new URL('./screenshots.ts', import.meta.url));
