import { expect, it } from 'vitest';
import { systemScope } from '@/lib/core/scope';
import { Hub } from './hub';
import { streamResponse } from './stream-response';

/** A hub without a connection. */
class TestHub extends Hub {
  constructor() {
    super(async () => []);
  }
  protected override async connect() {}
}

const caller = {
  scope: systemScope('o', {} as never),
  credential: { kind: 'token', tokenId: 't', organizationId: 'o' },
} as const;

it('ends with its reader, also with one who left before it began', async () => {
  const hub = new TestHub();
  const reader = new AbortController();
  await streamResponse(hub, caller, reader.signal);
  expect(hub.size).toBe(1);
  reader.abort();
  expect(hub.size).toBe(0);
  await streamResponse(hub, caller, AbortSignal.abort());
  expect(hub.size).toBe(0);
});
