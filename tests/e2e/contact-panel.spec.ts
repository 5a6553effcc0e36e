import { expect } from '@playwright/test';
import { test } from '../api/support/fixtures';
import { waitForThread } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

test('the contact’s panel takes the focus where it covers the conversation, and gives it back', async ({
  api,
  number,
  simulator,
  openWindow,
}) => {
  const from = { session: number.sessionName, from: somePhone(), pushName: 'Marina Duarte' };
  await simulator.inbound({ ...from, text: 'Bom dia' });
  await waitForThread(api, 1);
  const page = await openWindow({ viewport: { width: 360, height: 740 } });
  const inbox = new InboxPage(page);
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const panel = page.getByRole('complementary', { name: 'Contato' });
  const name = inbox.thread.getByRole('button', { name: 'Marina Duarte' });
  await expect(name).toHaveAttribute('aria-expanded', 'false');
  await name.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(name).toBeFocused();
  await expect(inbox.bubble('Bom dia')).toBeVisible();

  await page.setViewportSize({ width: 1400, height: 800 });
  const button = inbox.thread.getByRole('button', { name: 'Mostrar ou esconder o contato' });
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(panel).toBeVisible();
  await expect(button).toBeFocused();
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(panel).toBeHidden();
});
