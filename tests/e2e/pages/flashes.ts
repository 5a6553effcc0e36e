import { expect, type Locator, type Page } from '@playwright/test';

/** Remembers which messages flash: a flash is over before a slow machine looks. Before the page is opened. */
export const watchFlashes = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const flashed = new Set<string>();
    const look = () => {
      for (const row of document.querySelectorAll<HTMLElement>('[data-flash]'))
        flashed.add(row.dataset.message ?? '');
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { flashed });
  });

/** This message has flashed since the page was opened, and does no more. */
export async function expectFlashed(message: Locator): Promise<void> {
  const hasFlashed = () =>
    message.evaluate((row: HTMLElement) =>
      (window as typeof window & { flashed?: Set<string> }).flashed?.has(row.dataset.message ?? ''),
    );
  await expect.poll(hasFlashed).toBe(true);
  await expect(message).not.toHaveAttribute('data-flash');
}
