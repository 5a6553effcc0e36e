import { test as base } from '@playwright/test';
import { type EndToEnd, endToEnd } from '../setup/end-to-end';
import { createOrganization, type TestOrganization } from '../setup/organizations';

type TestFixtures = {
  /** A fresh organization of this test alone. */
  organization: TestOrganization;
};

type WorkerFixtures = {
  /** Where server, simulator and database are. */
  app: EndToEnd;
};

/** What every end-to-end and API test starts from. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  app: [async ({}, use) => use(endToEnd()), { scope: 'worker' }],
  baseURL: async ({ app }, use) => use(app.appUrl),
  organization: async ({ app }, use) => use(await createOrganization(app.databaseUrl)),
});
