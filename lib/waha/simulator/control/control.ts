import type { World } from '../world';
import { faultControl } from './faults';
import { inspectControl } from './inspect';
import { messageControl } from './messages';
import { pairingControl } from './pairing';
import { peopleControl } from './people';
import { reactionControl } from './reactions';

/** All control functions of one simulator; each takes at most one object and answers with JSON. */
export function createControl(world: World) {
  return {
    ...pairingControl(world),
    ...peopleControl(world),
    ...messageControl(world),
    ...reactionControl(world),
    ...faultControl(world),
    ...inspectControl(world),
  };
}

/** The same functions in process and over HTTP (`POST /__sim/<name>` with the object as JSON). */
export type SimulatorControl = ReturnType<typeof createControl>;
