import type { Scope } from '@/lib/core/scope';
import { type Address, clientOf } from './connect';
import { selectServers } from './queries';
import { streamOf } from './view';

const ASK_MS = 3_000;

/** Every server that the organization may use: whether it answers within 3 s, and whether it is listened to. */
export async function askServers(scope: Scope) {
  const servers = await selectServers(scope);
  return Promise.all(
    servers.map(async ({ server }) => ({
      id: server.id,
      name: server.name,
      status: (await answersInTime(server)) ? ('ok' as const) : ('down' as const),
      stream: streamOf(server).streamState,
    })),
  );
}

async function answersInTime(server: Address): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ASK_MS);
  });
  const answered = clientOf(server)
    .version()
    .then(
      () => true,
      () => false,
    );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
