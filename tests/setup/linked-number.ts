import { database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { type Scope, systemScope } from '@/lib/core/scope';
import { askStatus } from '@/lib/instances/asking';
import { connectInstance } from '@/lib/instances/commands';
import type { CreateInstanceInput } from '@/lib/instances/schema';
import { createInstance, getInstance } from '@/lib/instances/service';
import { carryOutWish } from '@/lib/instances/session';
import { createOrganization } from '@/lib/organizations/create';
import { upsertEnvServer } from '@/lib/servers/connect';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { somePhone } from './phones';

type Options = NonNullable<Parameters<typeof startSimulator>[0]>;

export type LinkedNumber = {
  simulator: Simulator;
  control: Simulator['control'];
  scope: Scope;
  id: string;
  /** The number's own phone. */
  phone: string;
};

/**
 * A number that is linked and works, on a simulator of its own whose webhooks reach nobody: what the number learns it
 * learns by asking. It sends at once, unless `input` says otherwise.
 */
export async function linkNumber(
  options: Options = {},
  input: Partial<CreateInstanceInput> = {},
  seed?: (control: Simulator['control'], phone: string) => Promise<unknown>,
): Promise<LinkedNumber> {
  const simulator = await startSimulator({
    speed: 50,
    apiKey: 'key',
    ...options,
    timings: { qrFirstMs: 600_000, ...options.timings },
  });
  await upsertEnvServer(database(), simulator.url, 'key');
  const { organizationId } = await createOrganization(database(), {
    name: 'Test',
    email: `${newId()}@example.com`,
    password: 'a long password',
  });
  const scope = systemScope(organizationId);
  const { id } = await createInstance(scope, {
    name: 'Vendas',
    ...input,
    settings: { pace: 'none', ...input.settings },
  });
  const phone = somePhone();
  await seed?.(simulator.control, phone);
  await connectInstance(scope, id);
  await carryOutWish(scope, id);
  await untilStatus(scope, id, 'SCAN_QR_CODE');
  const { sessionName } = await getInstance(scope, id);
  await simulator.control.scan({ session: sessionName, phone, pushName: 'Casa Aurora' });
  await untilStatus(scope, id, 'WORKING');
  return { simulator, control: simulator.control, scope, id, phone };
}

/** Asks WAHA until the number has this status. */
export async function untilStatus(scope: Scope, id: string, status: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if ((await askStatus(scope, id)).status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The number did not come to ${status}`);
}
