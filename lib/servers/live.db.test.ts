import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listen } from '@/db/listen';
import { CHANNEL } from '@/lib/realtime/channel';
import { makeInstance } from '@/tests/setup/receive-support';
import { noteKnowledge, upsertEnvServer } from './connect';
import { selectServers } from './queries';

afterAll(closeDatabase);

it('what is news of a server is told to whoever has numbers on it, and nothing else is', async () => {
  const { scope } = await makeInstance();
  const stranger = await makeInstance();
  await upsertEnvServer(database(), 'http://127.0.0.1:9', 'none');
  const [{ server } = { server: undefined }] = await selectServers(scope);
  if (!server) throw new Error('There is no server');
  const heard: { organizationId: string; servers?: string[] }[] = [];
  const listening = await listen(
    CHANNEL,
    (hint) => heard.push(JSON.parse(hint)),
    () => {},
  );
  const told = () =>
    heard.filter(({ servers }) => servers?.includes(server.id)).map((hint) => hint.organizationId);

  await noteKnowledge(scope, server, { checkedAt: new Date(), lastError: 'away' });
  await expect.poll(told).toContain(scope.organizationId);
  expect(told()).toContain(stranger.scope.organizationId);
  const before = told().length;
  await noteKnowledge(scope, server, { checkedAt: new Date(), lastError: 'away' });
  await noteKnowledge(scope, server, { checkedAt: new Date(), lastError: null });
  await expect.poll(() => told().length).toBe(2 * before);
  await listening.close();
});
