import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Fails with what axe finds that keeps somebody from using the page as it stands now; of `rules` alone, if they are told. */
export async function expectAccessible(page: Page, what: string, rules?: string[]): Promise<void> {
  // What still moves in has its colours half.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished),
    ),
  );
  // Behind an open menu or dialog everything is hidden from screen readers, and the keys don't lead there.
  const axe = new AxeBuilder({ page }).exclude('[data-aria-hidden="true"]');
  axe.options({ resultTypes: ['violations'] });
  // Without frames there is nothing to gather, and no second page to open for it.
  axe.setLegacyMode();
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} (${any[0]?.message ?? ''})`),
    );
  expect(found, what).toEqual([]);
}
