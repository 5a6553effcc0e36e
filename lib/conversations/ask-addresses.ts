import type { Scope } from '@/lib/core/scope';
import { type Connection, findConnection } from '@/lib/instances/connection';
import { restAccount } from '@/lib/instances/presence';
import { addJob } from '@/lib/jobs/add-job';
import { WahaError } from '@/lib/waha/http';
import { lidOfPhone, listLids, phoneOfLid } from '@/lib/waha/lids';
import { closeQuestions, postponeQuestions, type Question, selectAskers, takeQuestions } from './ask-queries';
import { learnAddresses } from './learn';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How long until it is asked again, after so many questions without an answer; the last stays. */
const DISTANCES = [10 * MINUTE, 60 * MINUTE, 6 * 60 * MINUTE, DAY, DAY, DAY, 7 * DAY];
/** A phone that has no hidden id after so many questions has none: it tells its own when it writes. */
const PHONE_ASKS = 4;
const AT_ONCE = 300;
/** Above this many hidden ids the whole list is read instead: 85 of 96 were found in it later (WAHA issue 1816). */
const ONE_BY_ONE = 5;

/**
 * Job: asks WhatsApp for the phones behind hidden ids and the hidden ids of phones written to, and joins what turns out
 * to be one person. What it does not know is asked again later, at growing distance. While WAHA is away nothing changes.
 */
export async function askAddresses(scope: Scope, instanceId: string): Promise<void> {
  const connection = await findConnection(scope, instanceId);
  if (connection?.status !== 'WORKING') return;
  const questions = await takeQuestions(scope, instanceId, AT_ONCE);
  if (questions.length === 0) return;
  const answers = await findAnswers(connection, questions);
  await restAccount(scope, instanceId);
  if (!answers) return;
  const links = questions.flatMap(({ address }) => {
    const otherAddress = answers.get(address);
    return otherAddress ? [{ address, otherAddress }] : [];
  });
  await learnAddresses(scope, instanceId, links);
  await closeQuestions(
    scope,
    links.map(({ address }) => address),
  );
  const unknown = questions.filter(({ address }) => !answers.has(address));
  await postponeQuestions(scope, unknown.map(toLater));
}

function toLater({ address, asks }: Question) {
  const isOver = address.endsWith('@c.us') && asks + 1 >= PHONE_ASKS;
  const distance = DISTANCES[Math.min(asks, DISTANCES.length - 1)] ?? DAY;
  return { address, askAt: isOver ? null : new Date(Date.now() + distance) };
}

/** The other address of each that WhatsApp knows; undefined while WAHA can't be asked. */
async function findAnswers(
  { client, session }: Connection,
  questions: Question[],
): Promise<Map<string, string> | undefined> {
  const isHidden = ({ address }: Question) => address.endsWith('@lid');
  const answers = new Map<string, string>();
  try {
    const listed =
      questions.filter(isHidden).length > ONE_BY_ONE ? await listLids(client, session) : new Map();
    for (const question of questions) {
      const { address } = question;
      const isListed = isHidden(question) && listed.size > 0;
      const other = isListed
        ? listed.get(address)
        : isHidden(question)
          ? await phoneOfLid(client, session, address)
          : await lidOfPhone(client, session, address);
      if (other) answers.set(address, other);
    }
  } catch (error) {
    // Refused: no store, a version before 2025.5.4, an engine that can't. The rest waits for its next turn.
    if (error instanceof WahaError && error.kind === 'refused') return answers;
    if (error instanceof WahaError) return undefined;
    throw error;
  }
  return answers;
}

/** Has WhatsApp asked soon through an instance; `runAt` leaves a send the time to go first. */
export const wakeAsking = (scope: Scope, instanceId: string, runAt?: Date): Promise<void> =>
  addJob(
    scope.db,
    'ask_addresses',
    { organizationId: scope.organizationId, instanceId },
    { key: `ask:${instanceId}`, priority: 5, runAt },
  );

/** Of the whole installation: which numbers have something to ask. */
export const dueAskers = selectAskers;
