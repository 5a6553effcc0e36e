// npm run test:image: what the Docker image would do, without Docker.
import { run } from './lib/prepare.mjs';

await run(new URL('./test/image.ts', import.meta.url), { install: true });
