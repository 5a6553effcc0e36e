import { existsSync } from 'node:fs';
import { table } from '../bench/figures';
import { lastLines } from '../lib/logs';
import type { Violation } from './oracle';
import type { ChaosResult } from './run';
import { logFiles, type Stage } from './stage';
import { pathOf } from './status-watch';

const SHOWN = 8;

/** What was done, what went wrong, and how it ended. */
export function describeRun({
  plan,
  truth,
  joins,
  struck,
  proxy,
  calls,
  rest,
  seconds,
}: ChaosResult): string {
  const count = (kind: string) => plan.ops.filter((op) => op.kind === kind).length;
  const kinds = [
    'inbound',
    'outbound',
    'phone',
    'edit',
    'revoke',
    'react',
    'ourEdit',
    'ourRevoke',
    'ourReact',
    'reveal',
    'customerReads',
    'read',
    'forged',
  ];
  const { statuses, ...counts } = proxy;
  return [
    `Plan: ${plan.chats.length} chats (${plan.chats.filter(({ isGroup }) => isGroup).length} groups), ${kinds.map((kind) => `${count(kind)} ${kind}`).join(', ')}`,
    `Done: ${truth.inbound.size} messages written by customers, ${truth.accepted.length} accepted by the API, ${truth.changed.length} of them changed, ${joins} conversations joined`,
    `Webhooks: ${JSON.stringify(counts)}; answers ${JSON.stringify(statuses)}; API calls ${JSON.stringify(calls)}`,
    `Seconds: ${JSON.stringify(seconds)}; left over: ${JSON.stringify(rest)}`,
    '',
    table(['fault', 'step', 'after s', 'took s'], struckRows(struck)),
  ].join('\n');
}

const struckRows = (struck: ChaosResult['struck']) =>
  struck
    .toSorted((a, b) => a.afterMs - b.afterMs)
    .map(({ what, at, afterMs, lastedMs }) => [
      what,
      at,
      (afterMs / 1000).toFixed(1),
      (lastedMs / 1000).toFixed(1),
    ]);

/** Each kind of violation with its first few, what the database and the logs know about them. */
export async function describeViolations(stage: Stage, violations: Violation[]): Promise<string> {
  const kinds = [...new Set(violations.map(({ what }) => what))];
  const lines: string[] = [];
  for (const what of kinds) {
    const all = violations.filter((violation) => violation.what === what);
    lines.push(`\n${all.length} × ${what}`);
    for (const { ids, detail } of all.slice(0, SHOWN)) {
      lines.push(`  ${ids.slice(0, 6).join(' ')} ${detail}`);
      for (const id of ids.slice(0, 3))
        lines.push(...(await trace(stage, id)).map((line) => `      ${line}`));
    }
  }
  return lines.join('\n');
}

/** What is known about an id: the message's row and its way, the journal's rows that name it, lines of the logs. */
async function trace({ sql, ...stage }: Stage, id: string): Promise<string[]> {
  const rows = await sql`
    select id, conversation_id, direction, status, error_code, wa_id, text, sent_at, attempts, sending_at, created_at
    from messages where id::text = ${id} or wa_id = ${id}`;
  const journal = await sql`
    select event, state, error, received_at, substring(encode(body, 'escape') from '"id":"([^"]*_[^"]*)"') as about
    from webhook_events where position(convert_to(${id}, 'UTF8') in body) > 0 order by id limit 6`;
  const paths = await Promise.all(rows.map((row) => pathOf(sql, row.id)));
  return [
    ...rows.map((row, index) => `row ${JSON.stringify(row)}\n        ${paths[index]}`),
    ...journal.map((row) => `journal ${JSON.stringify(row)}`),
    ...logFiles({ sql, ...stage }).flatMap((file) => linesWith(file, id)),
  ];
}

const linesWith = (file: string, id: string): string[] =>
  existsSync(file)
    ? lastLines(file, 1_000_000)
        .split('\n')
        .filter((line) => line.includes(id))
        .slice(-3)
    : [];
