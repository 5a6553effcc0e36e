import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until it is true; fails after 20 s. */
export async function waitUntil(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within 20 s`);
    await pause(50);
  }
}
