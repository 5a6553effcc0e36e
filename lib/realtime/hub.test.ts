import { expect, it, vi } from 'vitest';
import type { Permission } from '@/lib/core/permissions';
import { Hub, type StreamEvent } from './hub';
import type { Change } from './publish';

/** A hub without a connection: what would be notified is handed in. */
class TestHub extends Hub {
  notify(change: Change) {
    this.receive(JSON.stringify({ organizationId: 'o', ...change }));
  }
  protected override async connect() {}
}

const toEvents = ({ messagesCreated = [], conversations = [] }: Change): StreamEvent[] => [
  ...messagesCreated.map((id) => ({ event: 'message.created', data: id })),
  ...conversations.map((id) => ({ event: 'conversation.updated', data: id })),
];

it('reads once what several commits changed while views were read, in their order and each id once', async () => {
  const asked: Change[] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hub = new TestHub(async (_organization, change) => {
    asked.push(change);
    if (asked.length === 1) await gate;
    return toEvents(change);
  });
  const written: string[] = [];
  const credential = { kind: 'token' as const, tokenId: 't', organizationId: 'o' };
  const leave = await hub.subscribe({
    credential,
    permissions: new Set(),
    write: (text) => written.push(text),
    close: () => {},
  });
  hub.notify({ messagesCreated: ['1'], conversations: ['a'] });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  for (const id of ['2', '3', '4']) hub.notify({ messagesCreated: [id], conversations: ['a'] });
  release();
  await vi.waitFor(() => expect(written).toHaveLength(2));
  leave();
  expect(asked[1]).toMatchObject({ messagesCreated: ['2', '3', '4'], conversations: ['a'] });
  expect(written.join('').match(/data: .+/g)).toEqual([
    'data: "1"',
    'data: "a"',
    'data: "2"',
    'data: "3"',
    'data: "4"',
    'data: "a"',
  ]);
});

it('tells each only what they may read, in one order', async () => {
  const hub = new TestHub(async () => [
    { event: 'a', needs: 'conversations:read', data: 1 },
    { event: 'b', needs: 'instances:read', data: 2 },
    { event: 'c', data: 3 },
  ]);
  const listen = async (...permissions: Permission[]) => {
    const written: string[] = [];
    await hub.subscribe({
      credential: { kind: 'token', tokenId: 't', organizationId: 'o' },
      permissions: new Set(permissions),
      write: (text) => written.push(text),
      close: () => {},
    });
    return written;
  };
  const heard = [
    await listen('conversations:read'),
    await listen('instances:read'),
    await listen('instances:read', 'conversations:read'),
  ];
  hub.notify({});
  await vi.waitFor(() => expect(heard.flat()).toHaveLength(3));
  expect(
    heard.map((written) =>
      written
        .join('')
        .match(/(?<=data: )./g)
        ?.join(''),
    ),
  ).toEqual(['13', '23', '123']);
});

it('knows whether what is told comes back, and nothing while nobody listens', async () => {
  class EchoHub extends Hub {
    constructor(
      private readonly isHeard: () => boolean,
      private readonly opened: Promise<void>,
    ) {
      super(async () => []);
    }
    protected override listen = async (receive: (payload: string) => void) => {
      await this.opened;
      this.back = receive;
      return { close: async () => {} };
    };
    private back: (payload: string) => void = () => {};
    protected override async sendEcho(echo: string) {
      if (this.isHeard()) this.back(JSON.stringify({ echo }));
    }
  }
  vi.useFakeTimers();
  let isHeard = true;
  let open = () => {};
  const hub = new EchoHub(
    () => isHeard,
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  expect(await hub.hears()).toBeUndefined();
  const credential = { kind: 'token' as const, tokenId: 't', organizationId: 'o' };
  const subscribed = hub.subscribe({
    credential,
    permissions: new Set(),
    write: () => {},
    close: () => {},
  });
  const early = hub.hears();
  open();
  const leave = await subscribed;
  expect(await early).toBe(true);
  expect(await hub.hears()).toBe(true);
  isHeard = false;
  const asked = hub.hears();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await asked).toBe(false);
  leave();
  vi.useRealTimers();
});
