import type { Connection } from './events';

/** What tabs of one session say to each other. The one that reads the stream answers `hello` with how it stands. */
export type TabWord =
  | { kind: 'hello' }
  | { kind: 'state'; connection: Connection }
  | { kind: 'event'; event: string; data: unknown }
  | { kind: 'reconnect' }
  | { kind: 'over' };
