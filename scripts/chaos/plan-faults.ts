import type { Random } from '../../lib/waha/simulator/random';
import type { ChaosOptions } from './options';
import { OUTAGES, type Outage } from './outages';

/** How a send goes wrong, in the simulator's words. */
export type SendFault =
  | 'refused'
  | 'notNow'
  | 'connectionClosed'
  | 'cut'
  | 'crash'
  | 'empty'
  | 'hang'
  | 'hangSent';

/** What WhatsApp does not let a number do: a lock and a quota that it tells of, and their end; or just one refusal (463). */
export type LimitFault = 'locked' | 'capped' | 'lifted' | 'refused463';

/** `at`: before which step of the traffic it strikes. */
export type Fault = { at: number } & (
  | { kind: 'outage'; what: Outage; downMs: number; instance: number }
  | { kind: 'send'; what: SendFault; instance: number; times: number }
  | { kind: 'limit'; what: LimitFault; instance: number }
  | { kind: 'echo'; order: 'before' | 'same' | 'after' | 'never' }
  | { kind: 'secondApp'; on: boolean; isKilled: boolean }
);

const SENDS: SendFault[] = ['cut', 'crash', 'refused', 'connectionClosed', 'notNow', 'empty'];
const ECHOES = ['before', 'after', 'never', 'same'] as const;

/** Spreads the faults over the traffic: each outage `faults` times, send faults and echo orders between them. */
export function planFaults(random: Random, steps: number, options: ChaosOptions): Fault[] {
  const anywhere = () => Math.floor(steps * (0.03 + 0.9 * random.next()));
  const instance = () => random.int(options.instances);
  const rounds = Array.from({ length: options.faults });
  const outages = rounds.flatMap(() =>
    OUTAGES.filter((what) => !options.skip.includes(what)).map((what) => ({
      at: anywhere(),
      kind: 'outage' as const,
      what,
      downMs: 200 + random.int(what.endsWith('App') ? 1_500 : 4_000),
      instance: instance(),
    })),
  );
  const sends = rounds.flatMap(() =>
    SENDS.flatMap((what) =>
      Array.from({ length: 3 }, () => ({
        at: anywhere(),
        kind: 'send' as const,
        what,
        instance: instance(),
        times: 1 + random.int(2),
      })),
    ),
  );
  const hangs = rounds.slice(2).map((_, index) => ({
    at: anywhere(),
    kind: 'send' as const,
    what: index % 2 === 0 ? ('hang' as const) : ('hangSent' as const),
    instance: instance(),
    times: 1,
  }));
  const echoes = rounds.flatMap(() =>
    ECHOES.map((order) => ({ at: anywhere(), kind: 'echo' as const, order })),
  );
  const second = [
    { at: Math.floor(steps * 0.15), kind: 'secondApp' as const, on: true, isKilled: false },
    {
      at: Math.floor(steps * 0.75),
      kind: 'secondApp' as const,
      on: false,
      isKilled: options.skip.includes('stopApp'),
    },
  ];
  const limits = rounds.flatMap(() =>
    (['locked', 'capped'] as const).flatMap((what) => {
      const [at, on] = [anywhere(), { kind: 'limit' as const, instance: instance() }];
      return [
        { ...on, at, what },
        { ...on, at: at + Math.floor(steps * 0.08), what: 'lifted' as const },
        { ...on, at: anywhere(), what: 'refused463' as const },
      ];
    }),
  );
  return [...outages, ...sends, ...hangs, ...echoes, ...limits, ...second].sort((a, b) => a.at - b.at);
}
