import type { Clock } from './clock';
import type { EventSink } from './events/emit';
import type { Faults } from './faults';
import type { FileStore } from './files';
import type { PhoneNetwork } from './network/network';
import type { ResolvedOptions } from './options';
import type { Random } from './random';
import type { NameLock } from './sessions/name-lock';
import type { Session } from './sessions/session';
import type { Features } from './version';

/** Everything one simulator consists of; each part is made in `simulator.ts`. */
export interface World {
  options: ResolvedOptions;
  features: Features;
  clock: Clock;
  random: Random;
  network: PhoneNetwork;
  files: FileStore;
  faults: Faults;
  events: EventSink;
  locks: NameLock;
  sessions: Map<string, Session>;
  /** Milliseconds; a restart moves it. */
  startedAt: number;
  /** Own address, known once the server listens. */
  url: string;
  /** Restarts the simulated process; resolves when it listens again. */
  reboot: () => Promise<void>;
  /** Marks that something worth keeping in `dataDir` changed. */
  touch: () => void;
}
