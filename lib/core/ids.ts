import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';

/** A UUIDv7; within one process each is greater than the one before. */
export const newId = (): string => uuidv7();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a string from outside can be an id of ours at all; Postgres would answer others with an error. */
export const isId = (value: string): boolean => UUID.test(value);

/** URL-safe random text carrying `bytes` × 8 bits. */
export const randomText = (bytes: number): string => randomBytes(bytes).toString('base64url');
