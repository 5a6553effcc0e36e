import { makeCaller } from './caller';
import { checkChanges } from './change';
import { readSecrets } from './forge';
import { countJoins, followJoins } from './joins';
import { checkIncidents, checkRestricted, liftLimits } from './limits';
import type { ChaosOptions } from './options';
import { checkFailures, checkInbound, checkOutbound, readNetwork, toEnd, type Violation } from './oracle';
import { checkAcks, checkConversations, checkDatabase, checkPhone } from './oracle-rest';
import { makePlan, type Plan } from './plan';
import type { ProxyCounts } from './proxy';
import { readThreads } from './read-end';
import { type Rest, settle } from './settle';
import { type Stage, setStage } from './stage';
import { makeStriker, type Struck } from './strike';
import { drive, openChats, type Road } from './traffic';
import { emptyTruth, type Truth } from './truth';

export type ChaosResult = {
  plan: Plan;
  truth: Truth;
  violations: Violation[];
  /** Conversations that turned out to be one person's. */
  joins: number;
  struck: Struck[];
  proxy: ProxyCounts;
  calls: Record<string, number>;
  rest: Rest;
  seconds: { setUp: number; traffic: number; settle: number; check: number };
};

/** One run from the plan to the verdict. `look` sees the stage before it is taken down, with the verdict. */
export async function runChaos(
  options: ChaosOptions,
  look: (stage: Stage, result: ChaosResult) => Promise<void> = async () => {},
): Promise<ChaosResult> {
  const plan = makePlan(options);
  const clock = stopwatch();
  const stage = await setStage(options, plan);
  try {
    const road = await makeRoad(stage, plan);
    await openChats(road);
    const setUp = clock();
    const { strike, done, struck } = makeStriker(road);
    const faults = [...plan.faults];
    await drive(road, options.seconds, async (step) => {
      while (faults[0] && faults[0].at <= step) await strike(faults.shift() as (typeof faults)[number]);
    });
    await done();
    await stage.waha.control.clearFaults();
    await liftLimits(road);
    const traffic = clock();
    const { rest, tookMs } = await settle(road, options.settleSeconds);
    clock();
    const violations = await check(road, options);
    const joins = await countJoins(road);
    const seconds = { setUp, traffic, settle: tookMs / 1000, check: clock() };
    const { counts: proxy } = stage.proxy;
    const result = {
      plan,
      truth: road.truth,
      violations,
      joins,
      struck,
      proxy,
      calls: road.caller.counts,
      rest,
      seconds,
    };
    await look(stage, result);
    return result;
  } finally {
    await stage.close();
  }
}

async function makeRoad(stage: Stage, plan: Plan): Promise<Road> {
  const truth = emptyTruth();
  const caller = makeCaller([stage.app, stage.second], stage.organization.token);
  const secrets = await readSecrets({ stage });
  const gate = { wait: Promise.resolve() };
  return { stage, plan, truth, caller, secrets, groups: new Map(), conversations: new Map(), gate };
}

async function check(road: Road, options: ChaosOptions): Promise<Violation[]> {
  await followJoins(road);
  const threads = await readThreads(road);
  const end = toEnd(threads);
  const network = await readNetwork(road, end);
  const refusals = {
    rejected: road.plan.faults.reduce(
      (sum, fault) => sum + (fault.kind === 'send' && fault.what === 'refused' ? fault.times : 0),
      0,
    ),
    restricted: road.plan.faults.filter((fault) => fault.kind === 'limit' && fault.what === 'refused463')
      .length,
  };
  const own = [...road.truth.faults, ...road.caller.faults, ...wrongAnswers(road.stage.proxy.counts)];
  return [
    ...own.map((detail) => ({ what: 'an answer that must never be given', ids: [], detail })),
    ...checkInbound(road, end),
    ...checkOutbound(road, end, network),
    ...checkFailures(road, end, refusals, options.engine !== 'WEBJS'),
    ...checkConversations(road, threads),
    ...checkPhone(road, threads),
    ...(await checkAcks(road, threads)),
    ...(await checkChanges(road, threads)),
    ...(await checkRestricted(road.stage.sql)),
    ...(await checkIncidents(road.stage.sql)),
    ...(await checkDatabase(road)),
  ];
}

/** A webhook that WAHA signed is taken (200), or put off while something is away (503). */
const wrongAnswers = ({ statuses }: ProxyCounts) =>
  Object.entries(statuses)
    .filter(([name]) => !/ (200|503)$|^no answer$/.test(name))
    .map(([name, count]) => `${count} webhooks were answered by the ${name}`);

function stopwatch(): () => number {
  let since = Date.now();
  return () => {
    const seconds = (Date.now() - since) / 1000;
    since = Date.now();
    return seconds;
  };
}
