import type { Guarded } from '../../db/embedded-server/guarded';

/** A server that we started: where it is, and how to end it. */
export type Part = Guarded & { url: string; port: number };
