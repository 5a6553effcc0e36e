import { drizzle } from 'drizzle-orm/postgres-js';
import postgres, { type Notice, type Sql } from 'postgres';
import { type Scope, systemScope } from '../../lib/core/scope';

/** What one call did in Postgres. */
export type Call = {
  indexes: string[];
  seqScans: string[];
  /** Read from tables and indexes. */
  rows: number;
};

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Loops'?: number;
  'Actual Rows'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** Tables that grow with the messages: to read one from beginning to end is never right. */
const LARGE = ['conversations', 'messages', 'message_search', 'contacts', 'contact_addresses'];

/**
 * A connection whose every statement tells its plan (Postgres' own `auto_explain`), and a scope that uses it.
 */
export async function openExplained(url: string, organizationId: string) {
  const heard: Notice[] = [];
  const client = postgres(url, { max: 1, onnotice: (notice) => heard.push(notice) });
  await explain(client);
  const scope: Scope = systemScope(organizationId, drizzle(client, { casing: 'snake_case' }));
  return {
    scope,
    /** Runs `work` and answers what its statements did. */
    async call(work: (scope: Scope) => Promise<unknown>): Promise<Call> {
      heard.length = 0;
      await work(scope);
      return readNotices(heard);
    },
    close: () => client.end(),
  };
}

async function explain(client: Sql): Promise<void> {
  await client`load 'auto_explain'`;
  for (const [name, value] of [
    ['log_min_duration', '0'],
    ['log_format', 'json'],
    ['log_level', 'notice'],
    ['log_analyze', 'on'],
    ['log_timing', 'off'],
  ] as const)
    await client.unsafe(`set auto_explain.${name} = '${value}'`);
  await client.unsafe('set client_min_messages = notice');
}

function readNotices(heard: Notice[]): Call {
  const call: Call = { indexes: [], seqScans: [], rows: 0 };
  for (const { message = '' } of heard) {
    const told = /^duration: [\d.]+ ms {2}plan:\s*(\{[\s\S]*)$/.exec(message);
    if (!told) continue;
    walk((JSON.parse(told[1] ?? '{}') as { Plan: Plan }).Plan, call);
  }
  return call;
}

function walk(plan: Plan, call: Call): void {
  // A branch that no row needed.
  if (plan['Actual Loops'] === 0) return;
  const table = plan['Relation Name'] ?? '';
  if (plan['Index Name']) call.indexes.push(plan['Index Name']);
  if (plan['Node Type'].includes('Seq Scan') && LARGE.includes(table)) call.seqScans.push(table);
  if (plan['Node Type'].includes('Scan') && !plan.Plans)
    call.rows +=
      (plan['Actual Loops'] ?? 1) * ((plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0));
  for (const part of plan.Plans ?? []) walk(part, call);
}
