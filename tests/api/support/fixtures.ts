import postgres, { type Sql } from 'postgres';
import type { SimulatorControl } from '@/lib/waha/simulator/control/control';
import { simulatorControl } from '@/lib/waha/simulator/control-client';
import { test as base } from '../../e2e/fixtures';
import { type Api, withToken } from './client';
import { type LinkedNumber, linkNumber } from './numbers';
import { insertOrganization, type KnownOrganization } from './organizations';

type TestFixtures = {
  /** A fresh organization of this test alone. */
  organization: KnownOrganization;
  /** Another one, which must see nothing of the first. */
  stranger: KnownOrganization;
  /** Calls with the full-scope token of `organization`. */
  api: Api;
  /** Calls with the full-scope token of `stranger`. */
  strangerApi: Api;
  /** A WORKING number of `organization`. */
  number: LinkedNumber;
};

type WorkerFixtures = { sql: Sql; simulator: SimulatorControl };

/** What the contract tests start from. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  sql: [
    async ({ app }, use) => {
      const sql = postgres(app.databaseUrl, { max: 2, onnotice: () => {} });
      await use(sql);
      await sql.end({ timeout: 5 });
    },
    { scope: 'worker' },
  ],
  simulator: [({ app }, use) => use(simulatorControl(app.simulator.url)), { scope: 'worker' }],
  organization: async ({ sql }, use) => use(await insertOrganization(sql)),
  stranger: async ({ sql }, use) => use(await insertOrganization(sql)),
  api: async ({ app, organization }, use) => use(withToken(app.appUrl, organization.token)),
  strangerApi: async ({ app, stranger }, use) => use(withToken(app.appUrl, stranger.token)),
  number: async ({ api, simulator }, use) => use(await linkNumber(api, simulator)),
});
