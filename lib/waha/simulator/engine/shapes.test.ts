import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../options';
import { type Hook, startLinked, until } from '../test-support';

const FOLDER = 'tests/fixtures/waha';
const CUSTOMER = '15550100111';

/** What the simulator is asked to do for each fixture, by the fixture's name without engine. */
type Control = Awaited<ReturnType<typeof startLinked>>['simulator']['control'];
const MAKE: Record<string, (control: Control) => Promise<unknown>> = {
  'message.text': (control) => control.inbound({ from: CUSTOMER, text: 'Hi' }),
  'message.lid-sender': (control) => control.inbound({ from: CUSTOMER, text: 'Hi', asLid: true }),
  'message.image': (control) => control.inbound({ from: CUSTOMER, kind: 'image', text: 'the broken part' }),
  'message.document': (control) => control.inbound({ from: CUSTOMER, kind: 'document' }),
  'message.location': (control) => control.inbound({ from: CUSTOMER, kind: 'location', name: 'Warehouse 4' }),
  'message.vcard': (control) => control.inbound({ from: CUSTOMER, kind: 'vcard' }),
  'message.waiting': (control) => control.inbound({ from: CUSTOMER, kind: 'waiting' }),
  'message.any.from-phone': (control) => control.fromPhone({ to: `${CUSTOMER}@c.us`, text: 'answered' }),
  'message.group': async (control) => {
    const group = '120363000000000001@g.us';
    await control.group({ id: group, subject: 'Acme VIP', participants: [CUSTOMER] });
    return control.inbound({ from: CUSTOMER, group, text: 'Team, status?' });
  },
  'message.reply': async (control) => {
    const own = await control.fromPhone({ to: `${CUSTOMER}@c.us`, text: 'It is 20 EUR' });
    return control.inbound({ from: CUSTOMER, text: 'ok', replyTo: own.id });
  },
  'message.ack': async (control) => {
    const { id } = await control.fromPhone({ to: `${CUSTOMER}@c.us`, text: 'x' });
    return control.ack({ id, ack: 3 });
  },
  'message.ack.group': async (control) => {
    const group = '120363000000000001@g.us';
    await control.group({ id: group, subject: 'Acme VIP', participants: [CUSTOMER] });
    const { id } = await control.fromPhone({ to: group, text: 'x' });
    return control.ack({ id, ack: 3 });
  },
  'message.reaction': async (control) => {
    const { id } = await control.fromPhone({ to: `${CUSTOMER}@c.us`, text: 'x' });
    return control.react({ from: CUSTOMER, id, text: '🙏' });
  },
  'message.edited': async (control) => {
    const { id } = await control.inbound({ from: CUSTOMER, text: 'Hi' });
    return control.edit({ from: CUSTOMER, id, text: 'Hello' });
  },
  'message.revoked': async (control) => {
    const { id } = await control.inbound({ from: CUSTOMER, text: 'Hi' });
    return control.revoke({ from: CUSTOMER, id });
  },
  'poll.vote': async (control) => {
    const { id } = await control.fromPhone({ to: `${CUSTOMER}@c.us`, kind: 'poll', options: ['Tuesday'] });
    return control.vote({ from: CUSTOMER, id, options: ['Tuesday'] });
  },
  'poll.vote.failed': async (control) => {
    const { id } = await control.fromPhone({ to: `${CUSTOMER}@c.us`, kind: 'poll', options: ['Tuesday'] });
    return control.vote({ from: CUSTOMER, id, options: [], failed: true });
  },
  'call.received': (control) => control.call({ from: CUSTOMER }),
  'group.v2.update': (control) =>
    control.groupSubject({ group: '120363000000000001@g.us', subject: 'Acme VIP' }),
  'group.v2.participants': (control) =>
    control.groupChange({ group: '120363000000000001@g.us', type: 'promote', phone: CUSTOMER }),
};

describe.each(['NOWEB', 'GOWS', 'WEBJS'] as Engine[])('payloads of %s', (engine) => {
  let started: Awaited<ReturnType<typeof startLinked>>;
  beforeAll(async () => {
    started = await startLinked({ engine, timings: { ackStepMs: 10_000_000 } });
  });
  afterAll(() => started.stop());

  const suffix = `.${engine.toLowerCase()}.json`;
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .filter((name) => name in MAKE);

  it.each(names)('%s has the keys of the fixture', async (name) => {
    const fixture = JSON.parse(readFileSync(`${FOLDER}/${name}${suffix}`, 'utf8')) as Hook['body'];
    started.receiver.hooks.length = 0;
    await MAKE[name]?.(started.simulator.control);
    const ref = await until(() => started.receiver.of(fixture.event).at(-1)?.body);
    expect(keysOf(ref)).toEqual(keysOf(fixture));
  });
});

/** Every key path of a body; engine-raw `_data` only to its second level, because fixtures abbreviate it. */
function keysOf(value: unknown, path = '', depth = 0): string[] {
  if (path.endsWith('.replyTo._data') || depth > 5) return [];
  if (path.endsWith('.payload._data') || path.endsWith('.after._data')) return [];
  if (path.endsWith('.metadata') || Array.isArray(value)) return [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => key !== 'metadata')
    .flatMap(([key, inner]) => [`${path}.${key}`, ...keysOf(inner, `${path}.${key}`, depth + 1)])
    .sort();
}
