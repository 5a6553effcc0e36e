import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { SignInPage } from '../e2e/pages/sign-in-page';
import { makeShop } from './shop';

type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>;
export type Studio = Awaited<ReturnType<typeof makeShop>> & { cookies: Cookies };
export type Look = { locale: 'pt-BR' | 'en'; colorScheme: 'light' | 'dark'; width: 1280 | 360 };

/** The shop, made once, and the cookies of its owner. */
export const test = base.extend<object, { studio: Studio }>({
  studio: [
    async ({ app, sql, simulator, browser }, use) => {
      const shop = await makeShop(app, sql, simulator);
      const context = await browser.newContext({ baseURL: app.appUrl, locale: 'pt-BR' });
      await new SignInPage(await context.newPage()).signIn(shop.owner.email, shop.owner.password);
      const cookies = await context.cookies();
      await context.close();
      await use({ ...shop, cookies });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

export const LOOKS: Look[] = (['pt-BR', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    ([1280, 360] as const).map((width) => ({ locale, colorScheme, width })),
  ),
);

/** The end of a test's name, to choose by. */
export const nameOf = ({ locale, colorScheme, width }: Look): string => `${locale} ${colorScheme} ${width}`;

/** A window with this look; signed in with these cookies. */
export async function openWith(
  browser: Browser,
  baseURL: string,
  cookies: Cookies,
  { locale, colorScheme, width }: Look,
): Promise<Page> {
  const isPhone = width === 360;
  const viewport = { width, height: isPhone ? 740 : 800 };
  const options: BrowserContextOptions = { baseURL, locale, colorScheme, viewport, reducedMotion: 'reduce' };
  const context = await browser.newContext({ ...options, hasTouch: isPhone, isMobile: isPhone });
  await context.addCookies(cookies);
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

/** Waits until letters and pictures are there, and keeps what is seen. */
export async function take(page: Page, screen: string, { locale, colorScheme, width }: Look): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const inSight = [...document.images].filter((image) => image.checkVisibility());
    await Promise.all(inSight.map((image) => image.decode().catch(() => undefined)));
    // What has just come into sight is painted bit by bit.
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  });
  const folder = process.env.RECADO_SCREENSHOTS ?? 'test-results';
  await page.screenshot({ path: join(folder, `${screen}-${locale}-${colorScheme}-${width}.png`) });
}
