import { setTimeout as pause } from 'node:timers/promises';
import type { Violation } from './oracle';
import type { Change, Op } from './plan';
import type { Thread } from './read-end';
import type { Road } from './traffic';

/** Whoever waits longer for a message to leave finds it held, or failed: nothing is to be changed then. */
const PATIENCE_MS = 90_000;

export const isChange = (op: Op): op is Change => op.kind.startsWith('our');

/** Edits, deletes or reacts to a message of ours, once it has left. */
export async function change(road: Road, op: Change): Promise<void> {
  const id = await untilLeft(road, op);
  if (!id) return;
  const [method, path, body] = {
    ourEdit: ['PATCH', `/api/messages/${id}`, { text: op.text }] as const,
    ourRevoke: ['DELETE', `/api/messages/${id}`, undefined] as const,
    ourReact: ['PUT', `/api/messages/${id}/reaction`, { emoji: op.text }] as const,
  }[op.kind];
  const headers = {
    ...(body ? { 'content-type': 'application/json' } : {}),
    'idempotency-key': `${op.kind} ${id}`,
  };
  const answer = await road.caller.call(method, path, { body, headers });
  if (answer.status === 202) road.truth.changed.push({ op, id });
  else road.truth.faults.push(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 200)}`);
}

async function untilLeft({ truth, stage }: Road, { target }: Change): Promise<string | undefined> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(200)) {
    const id = truth.accepted.find(({ op }) => op === target)?.id;
    const rows = id
      ? await stage.sql`select 1 from messages where id = ${id} and status in ('sent', 'delivered', 'read')`.catch(
          () => [],
        )
      : [];
    if (rows.length > 0) return id;
  }
  return undefined;
}

/** Everything we changed is so on the customer's phone, and here; or it failed, and is shown as it was. */
export async function checkChanges({ stage, truth, plan }: Road, threads: Thread[]): Promise<Violation[]> {
  const views = new Map(threads.flatMap(({ messages }) => messages).map((message) => [message.id, message]));
  const violations: Violation[] = [];
  for (const { op, id } of truth.changed) {
    const view = views.get(id);
    const chat = plan.chats[op.chat];
    const session = stage.numbers[chat?.instance ?? 0]?.sessionName;
    const { messages } = await stage.waha.control.chat({ session, phone: chat?.phone ?? '', limit: 100_000 });
    const phone = messages.find((message) => message.id === view?.waMessageId);
    if (!view || !phone) continue;
    const say = (what: string) =>
      violations.push({ what, ids: [id], detail: JSON.stringify({ op, view, phone }) });
    const states = view.pendingChanges.map(({ state }) => state);
    if (states.some((state) => state !== 'failed')) say('a change that is still under way');
    const isHere = {
      ourEdit: view.text === op.text && view.editedAt !== null,
      ourRevoke: view.revokedAt !== null,
      ourReact: view.reactions.some(({ emoji, fromMe }) => fromMe && emoji === op.text),
    }[op.kind];
    const isThere = {
      ourEdit: phone.body === op.text,
      ourRevoke: phone.kind === 'revoke',
      ourReact: phone.reactions.some(({ text, mine }) => !mine && text === op.text),
    }[op.kind];
    if (states.length === 0 && !isHere) say('a change of ours is not here');
    if (isHere !== isThere)
      say(
        isHere ? 'a change of ours that the phone does not have' : 'a change on the phone that is not here',
      );
  }
  return violations;
}
