import { expect } from '@playwright/test';
import { test as base } from '../api/support/fixtures';
import { send, waitForMessage, waitForThread } from '../api/support/messages';
import { createNumber } from '../api/support/numbers';
import { somePhone } from '../setup/phones';
import { expectAccessible } from './axe';
import { InboxPage } from './pages/inbox-page';
import { MessageActions } from './pages/message-actions';

/** A working number and one that is off, and a conversation with every common kind in it. */
const test = base.extend<{ talk: { customer: string; session: string } }>({
  talk: async ({ api, number, simulator }, use) => {
    const customer = somePhone();
    const session = number.sessionName;
    await simulator.customer({ phone: customer });
    const from = { session, from: customer, pushName: 'Marina Duarte' };
    await simulator.inbound({ ...from, text: 'Tem o *sofá* azul? https://example.com' });
    await simulator.inbound({ ...from, kind: 'image', caption: 'Este' });
    await simulator.inbound({ ...from, kind: 'voice' });
    await simulator.inbound({ ...from, kind: 'document' });
    await waitForThread(api, 4);
    await waitForMessage(api, await send(api, number.id, customer, 'Tem sim.'), ['delivered', 'read']);
    await createNumber(api, { name: 'Parado' });
    await use({ customer, session });
  },
});

const LOOKS = [
  { name: 'light, wide', options: { colorScheme: 'light', viewport: { width: 1280, height: 800 } } },
  { name: 'dark, on a phone', options: { colorScheme: 'dark', viewport: { width: 360, height: 740 } } },
  { name: 'dark, wide', options: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } } },
  { name: 'light, on a phone', options: { colorScheme: 'light', viewport: { width: 360, height: 740 } } },
] as const;

for (const { name, options } of LOOKS) {
  test(`nothing in the inbox keeps anybody out (${name})`, async ({ talk, openWindow }) => {
    test.setTimeout(120_000);
    expect(talk.customer).toBeTruthy();
    const inbox = new InboxPage(await openWindow(options));
    const { page } = inbox;
    await inbox.goto();
    await inbox.row('Marina Duarte').waitFor();
    await expectAccessible(page, 'the list');
    await inbox.open('Marina Duarte');
    await inbox.composer.waitFor();
    await expectAccessible(page, 'a thread');
  });
}

test('with reduced motion nothing moves', async ({ talk, openWindow }) => {
  expect(talk.customer).toBeTruthy();
  const inbox = new InboxPage(await openWindow({ reducedMotion: 'reduce' }));
  await inbox.goto();
  await inbox.open('Marina Duarte');
  const actions = new MessageActions(inbox);
  await actions.open('Tem sim');
  const moving = await inbox.page.evaluate(
    () =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 1).length,
  );
  expect(moving).toBe(0);
});
