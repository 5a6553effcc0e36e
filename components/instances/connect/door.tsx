'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { ShownProblem } from '@/components/problem/problem';
import type { InstanceView } from '@/lib/instances/schema';

/** What the panes know of the number that is connected. */
export type Subject = Pick<
  InstanceView,
  'name' | 'status' | 'pending' | 'phoneNumber' | 'pushName' | 'connectedAt' | 'statusAt'
> & { health: Pick<InstanceView['health'], 'state' | 'lastEventAt' | 'lastError'> };

type Asked = Promise<{ ok: true; data: unknown } | { ok: false; error: ShownProblem }>;

/**
 * How the panes reach the number: as a person who works here, or through a link that somebody sent. Fresh words about
 * the number come back as a new {@link Subject}, never as an answer.
 */
export type ConnectDoor = {
  /** Has the number looked at; throws what `readJson` throws. */
  look: () => Promise<void>;
  /** How often to look. */
  lookMs: number;
  readQr: () => Promise<Response>;
  askCode: (phoneNumber: string) => Promise<{ code: string }>;
  connect: () => Asked;
  /** Only those who work here may do more than connect; what is shown besides is theirs, too. */
  staff?: { id: string; restart: () => Asked; unlink: () => Asked };
};

const Door = createContext<ConnectDoor | undefined>(undefined);

export function DoorProvider({ door, children }: { door: ConnectDoor; children: ReactNode }) {
  return <Door value={door}>{children}</Door>;
}

/** The way to the number that is connected here. */
export function useDoor(): ConnectDoor {
  const door = useContext(Door);
  if (!door) throw new Error('The panes need a DoorProvider above them');
  return door;
}
