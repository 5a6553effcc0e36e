import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '@/messages/en/monitoring.json';
import ptBR from '@/messages/pt-BR/monitoring.json';
import { faultOf, kindOf, prettyBody } from './event-words';

describe('words for kept events', () => {
  it.each([
    ['message', 'message'],
    ['message.any', 'message'],
    ['message.ack.group', 'ack'],
    ['message.teleported', 'other'],
    ['group.v2.join', 'group'],
    ['call.received', 'call'],
    ['poll.vote', 'vote'],
    ['session.status', 'session'],
    ['?', 'none'],
    ['label.upsert', 'other'],
  ])('%s is named as %s', (event, kind) => expect(kindOf(event)).toBe(kind));

  it.each([
    ['unknown', null, 'unknown'],
    ['failed', 'gone', 'gone'],
    ['failed', '22008', 'value'],
    ['failed', '23505', 'rule'],
    ['failed', 'TypeError', 'other'],
    ['failed', '2200', 'other'],
  ] as const)('%s with %s is explained as %s', (state, error, fault) =>
    expect(faultOf({ state, error })).toBe(fault),
  );

  it('shows JSON indented and anything else as it came', () => {
    expect(prettyBody('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(prettyBody('{"a":')).toBe('{"a":');
  });
});

it('has words for every task of an organization, in both languages', () => {
  const text = readFileSync('lib/jobs/tasks.ts', 'utf8');
  const tasks = [...text.matchAll(/^ {2}(\w+): \{ organizationId: string/gm)].map(([, task]) => task);
  expect(tasks).toContain('drain_outbox');
  for (const { jobs } of [en, ptBR]) expect(Object.keys(jobs.task)).toEqual(expect.arrayContaining(tasks));
});
