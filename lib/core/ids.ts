import { randomBytes, randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';

/** Random numbers of 32 bits, fetched many at a time: asking the system costs more than all else about an id. */
const pool = new Uint32Array(1024);
let next = pool.length;
const nextUint32 = (): number => {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  return pool[next++] as number;
};

const generator = new V7Generator({ nextUint32 });

/** A UUIDv7; within one process each is greater than the one before. */
export const newId = (): string => generator.generate().toString();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a string from outside can be an id of ours at all; Postgres would answer others with an error. */
export const isId = (value: string): boolean => UUID.test(value);

/** URL-safe random text carrying `bytes` × 8 bits. */
export const randomText = (bytes: number): string => randomBytes(bytes).toString('base64url');
