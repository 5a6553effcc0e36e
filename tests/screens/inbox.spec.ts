import { expect, type Page } from '@playwright/test';
import { AttachmentStrip } from '../e2e/pages/attachment-strip';
import { InboxPage } from '../e2e/pages/inbox-page';
import { pdf, photo } from '../e2e/pages/test-files';
import { LOOKS, type Look, nameOf, openWith, take, test } from './studio';

type Scene = { inbox: InboxPage; page: Page; look: Look };

for (const look of LOOKS) {
  test(`inbox ${nameOf(look)}`, async ({ browser, app, sql, studio }) => {
    test.setTimeout(240_000);
    const page = await openWith(browser, app.appUrl, studio.cookies, look);
    const inbox = new InboxPage(page, look.locale);
    const scene = { inbox, page, look };
    const open = async (title: string) => {
      await page.goto(`/conversations/${await studio.idOf(title)}`);
      await expect.poll(() => inbox.messages.evaluate(showsMessage)).toBe(true);
    };
    await inbox.goto();
    await inbox.list.getByRole('link').first().waitFor();
    await take(page, 'list', look);
    await page.goto('/conversations?status=resolved');
    await take(page, 'list-empty', look);

    // Read by an earlier look: unread again.
    const group = await studio.idOf('Obra Alameda dos Ipês');
    await sql`update conversations set unread_count = 5 where id = ${group}`;
    await open('Obra Alameda dos Ipês');
    await take(page, 'unread', look);
    await open('Marina Duarte');
    await take(page, 'thread', look);
    await inThread(scene);
    await quickReplies(scene);
    await history(scene, () => open('Edu Braga'));
    await open('Camila Torres');
    await take(page, 'failed', look);
    await open('Beatriz Sales');
    await take(page, 'checking', look);
    await aroundThread(scene);
    await page.context().setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await page.getByText(/^(Sem conexão|No connection)/).waitFor();
    await take(page, 'connection-lost', look);
    await page.context().close();
  });
}

/** Whether a message is in sight of a thread. */
const showsMessage = (box: Element): boolean => {
  const { top, bottom } = box.getBoundingClientRect();
  return [...box.querySelectorAll('article')].some((article) => {
    const place = article.getBoundingClientRect();
    return place.bottom > top + 40 && place.top < bottom - 40;
  });
};

/** What stands in a conversation, and what its messages offer. */
async function inThread({ inbox, page, look }: Scene): Promise<void> {
  // With unread messages it opened where they begin.
  await inbox.messages.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  const answer = inbox.bubble('sem frete').first();
  const menu = answer.locator('[data-message-menu]');
  if (look.width === 1280) await answer.hover();
  await menu.press('Enter');
  await page.getByRole('menu').waitFor();
  await take(page, 'message-menu', look);
  await page.getByRole('menuitem', { name: /^(Detalhes|Details)$/ }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'message-info', look);
  await page.keyboard.press('Escape');
  for (const [screen, share] of [
    ['kinds-1', 0.7],
    ['kinds-2', 0.35],
    ['kinds-3', 0],
  ] as const) {
    await inbox.messages.evaluate((box, part) => box.scrollTo(0, part * box.scrollHeight), share);
    await take(page, screen, look);
  }
  const tile = page.locator('[data-album-tile] button, button[data-album-tile]').first();
  await tile.click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'gallery', look);
  await page.keyboard.press('Escape');
  const strip = new AttachmentStrip(inbox);
  await strip.pick(await photo('estante.jpg', { colour: '#8a5a3c' }), pdf('Pedido 0482.pdf', 90_000));
  await inbox.composer.fill('Olha a estante nova');
  await page.locator('[data-tile]').nth(1).waitFor();
  await take(page, 'attachments', look);
  await page.reload();
}

/** The list of quick replies, and one with fields that are still empty. */
async function quickReplies({ inbox, page, look }: Scene): Promise<void> {
  // The caption is a draft, and comes back with the page.
  await expect(inbox.composer).not.toHaveValue('');
  await inbox.composer.fill('');
  await inbox.composer.pressSequentially('/fre');
  await page.locator('[role=option]').first().waitFor();
  await take(page, 'quick-replies', look);
  await inbox.composer.press('Enter');
  await page.getByRole('button', { name: /bairro$/ }).waitFor();
  await take(page, 'quick-reply', look);
  await inbox.composer.fill('');
}

/** Far up in the history of a conversation, and searching it. */
async function history({ inbox, page, look }: Scene, open: () => Promise<void>): Promise<void> {
  await open();
  await take(page, 'draft', look);
  await inbox.messages.evaluate((box) => box.scrollTo(0, box.scrollHeight / 2));
  await inbox.jumpButton.waitFor();
  await take(page, 'history', look);
  await page.keyboard.press('Control+f');
  await page.locator('search input').first().fill('linha 29');
  await page.locator('search output').filter({ hasText: /\d/ }).waitFor();
  await take(page, 'chat-search', look);
  await page.keyboard.press('Escape');
}

/** What opens beside or over a conversation. */
async function aroundThread({ inbox, page, look }: Scene): Promise<void> {
  const panel = page.locator('#contact-panel');
  if (!(await panel.isVisible())) await page.locator('[aria-controls="contact-panel"]').first().click();
  await panel.waitFor();
  await take(page, 'panel', look);
  await page.reload();
  await inbox.messages.focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await take(page, 'keys', look);
  await page.keyboard.press('Escape');
  if (look.width < 768) {
    await inbox.moreButton.click();
    await page.getByRole('menu').waitFor();
    await take(page, 'thread-menu', look);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Alt+m');
  await page.getByRole('dialog').waitFor();
  await take(page, 'snooze', look);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').first().fill('sofa');
  await page.getByRole('option').filter({ hasText: /sofá/i }).first().waitFor();
  await take(page, 'command-bar', look);
  await page.keyboard.press('Escape');
}
