import { expect } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { send, waitForMessage } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { InboxPage } from './pages/inbox-page';

type Devices = { desk: InboxPage; phone: InboxPage };

/** One person at two devices, before the same conversation. */
const test = base.extend<{ devices: Devices }>({
  devices: async ({ api, number, simulator, openWindow }, use) => {
    const customer = somePhone();
    await simulator.customer({ phone: customer });
    await waitForMessage(api, await send(api, number.id, customer, 'Primeira'), ['delivered', 'read']);
    const open = async (viewport?: { width: number; height: number }) => {
      const inbox = new InboxPage(await openWindow({ viewport }));
      await inbox.goto();
      await inbox.open('Primeira');
      return inbox;
    };
    await use({ desk: await open(), phone: await open({ width: 360, height: 740 }) });
  },
});

test('a draft follows to another device as it is typed, and is gone there once it was sent', async ({
  devices: { desk, phone },
}) => {
  await desk.composer.fill('Bom dia! A mesa');
  await expect(phone.composer).toHaveValue('Bom dia! A mesa');
  await phone.backButton.click();
  await expect(phone.row('Rascunho:')).toContainText('Bom dia! A mesa');
  await phone.open('Rascunho:');
  await phone.composer.press('End');
  await phone.composer.pressSequentially(' chega quinta');
  await expect(desk.composer).toHaveValue('Bom dia! A mesa chega quinta');
  await desk.composer.press('Enter');
  await expect(desk.tick('chega quinta', 'delivered')).toBeVisible();
  await expect(phone.composer).toHaveValue('');
  await phone.backButton.click();
  await expect(phone.row('Rascunho:')).toHaveCount(0);
});

test('what is typed without a connection survives a reload and reaches the other device later', async ({
  devices: { desk, phone },
}) => {
  const { page } = desk;
  const context = page.context();
  await context.setOffline(true);
  await desk.composer.fill('Escrito sem rede');
  await context.setOffline(false);
  await expect(phone.composer).toHaveValue('Escrito sem rede');
  await desk.composer.fill('');
  await expect(phone.composer).toHaveValue('');

  await context.setOffline(true);
  await desk.composer.fill('Outra vez');
  await context.setOffline(false);
  await page.reload();
  await expect(desk.composer).toHaveValue('Outra vez');
  await expect(phone.composer).toHaveValue('Outra vez');
});
