import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Engine } from '../../lib/waha/simulator/options';
import { Fault } from '../lib/fault';
import { OUTAGES, type Outage } from './outages';

export type ChaosOptions = {
  /** All that the plan depends on, together with the counts. */
  seed: number;
  /** Messages that customers write. */
  inbound: number;
  /** Messages that are sent through the API. */
  outbound: number;
  chats: number;
  instances: number;
  /** Seconds over which the traffic is spread; faults that hold it up make it longer. */
  seconds: number;
  /** Faults of each kind that takes something down: kills, restarts. */
  faults: number;
  /** Outages left out. */
  skip: Outage[];
  engine: Engine;
  /** Share of inbound messages whose webhooks are lost for good: only the gap fill can find them. */
  drop: number;
  /** How long everything may take to settle once the traffic has ended. */
  settleSeconds: number;
};

export const LONG: Omit<ChaosOptions, 'seed'> = {
  inbound: 10_000,
  outbound: 1_000,
  chats: 50,
  instances: 3,
  seconds: 300,
  faults: 6,
  skip: [],
  engine: 'NOWEB',
  drop: 0,
  settleSeconds: 180,
};

/** Where sends have no id of their own each that is unsettled is given up after a minute, and holds up its chat until then. */
const UNSETTLED_SECONDS = 600;

const ENGINES = ['NOWEB', 'GOWS', 'WEBJS'] as const;

/** What the command line says, over {@link LONG}. Throws a sentence for what can't be used. */
export function readOptions(args: string[]): ChaosOptions {
  const names = ['seed', ...Object.keys(LONG)];
  const { values } = parseArgs({
    args,
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const number = (name: keyof ChaosOptions, fallback: number) => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (!Number.isFinite(value) || value < 0) throw new Fault(`--${name} must be a number.`);
    return value;
  };
  const numbers = Object.entries({ seed: randomInt(1, 1_000_000), ...LONG }).flatMap(([name, fallback]) =>
    typeof fallback === 'number' ? [[name, number(name as keyof ChaosOptions, fallback)]] : [],
  );
  const engine = readEngine(values.engine);
  const settle =
    values.settleSeconds === undefined && engine === 'WEBJS' ? { settleSeconds: UNSETTLED_SECONDS } : {};
  return {
    ...Object.fromEntries(numbers),
    ...settle,
    engine,
    skip: readSkip(values.skip),
  } as ChaosOptions;
}

function readEngine(given: string | boolean | undefined): Engine {
  const engine = ENGINES.find((name) => name === String(given ?? LONG.engine).toUpperCase());
  if (!engine) throw new Fault(`--engine must be one of ${ENGINES.join(', ')}.`);
  return engine;
}

function readSkip(given: string | boolean | undefined): Outage[] {
  const names = String(given ?? '')
    .split(',')
    .filter(Boolean);
  const unknown = names.find((name) => !OUTAGES.includes(name as Outage));
  if (unknown) throw new Fault(`--skip takes ${OUTAGES.join(', ')}; not ${unknown}.`);
  return names as Outage[];
}

/** The command that runs the same plan again. */
export function commandFor(options: ChaosOptions): string {
  const changed = Object.entries(options).filter(
    ([name, value]) => String((LONG as Record<string, unknown>)[name]) !== String(value),
  );
  return `npm run chaos -- ${changed.map(([name, value]) => `--${name} ${value}`).join(' ')}`;
}
