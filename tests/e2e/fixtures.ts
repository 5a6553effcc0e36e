import { type BrowserContextOptions, test as base, type Page } from '@playwright/test';
import type { SimulatorControl } from '../../lib/waha/simulator/control/control';
import { simulatorControl } from '../../lib/waha/simulator/control-client';
import { type EndToEnd, endToEnd } from '../setup/end-to-end';
import { createOrganization, type TestOrganization } from '../setup/organizations';
import { SignInPage } from './pages/sign-in-page';

type TestFixtures = {
  /** A fresh organization of this test alone. */
  organization: TestOrganization;
  /** The other side: customers' phones, the owner's phone, and WAHA's faults. */
  phone: SimulatorControl;
  /** A browser window of its own, signed in as the organization's owner. */
  openWindow: (options?: BrowserContextOptions) => Promise<Page>;
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
  phone: async ({ app }, use) => use(simulatorControl(app.simulator.url)),
  openWindow: async ({ browser, baseURL, organization }, use) => {
    const pages: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, locale: 'pt-BR', ...options });
      const page = await context.newPage();
      pages.push(page);
      await new SignInPage(page).signIn(organization.email, organization.password);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});
