import { expect } from '@playwright/test';
import type { MessageView } from '@/lib/messages/schema';
import { test as base } from '../api/support/fixtures';
import { send, thread, waitForMessage } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import { AttachmentStrip } from './pages/attachment-strip';
import { InboxPage } from './pages/inbox-page';
import { pdf, photo } from './pages/test-files';

type Talk = { inbox: InboxPage; strip: AttachmentStrip; customer: string; first: MessageView };

/** A conversation with one message, open in a window. */
const test = base.extend<{ talk: Talk }>({
  talk: async ({ api, number, simulator, openWindow }, use) => {
    const customer = somePhone();
    await simulator.customer({ phone: customer });
    const first = await waitForMessage(api, await send(api, number.id, customer, 'Primeira'), [
      'delivered',
      'read',
    ]);
    const inbox = new InboxPage(await openWindow());
    await inbox.goto();
    await inbox.open('Primeira');
    await use({ inbox, strip: new AttachmentStrip(inbox), customer, first });
  },
});

test('files picked, dropped and pasted leave in the order in which they stand, each with its caption', async ({
  talk: { inbox, strip, customer, first },
  api,
  simulator,
}) => {
  await inbox.composer.fill('Olha a estante');
  await strip.pick(await photo('estante.jpg'), pdf('pedido.pdf'));
  await expect(strip.tiles).toHaveCount(2);
  // What was written is the first one's caption.
  await expect(inbox.composer).toHaveValue('Olha a estante');
  await strip.drop(await photo('van.jpg', { colour: '#c0703a' }));
  await strip.paste(await photo('colada.jpg', { colour: '#4a5fc0' }));
  await expect(strip.tiles).toHaveCount(4);

  await strip.tile('pedido.pdf').click();
  await expect(inbox.composer).toBeFocused();
  await inbox.composer.fill('O pedido');
  await strip.tile('van.jpg').focus();
  await inbox.page.keyboard.press('Shift+ArrowLeft');
  await expect(strip.tiles.nth(1)).toHaveAccessibleName(/van\.jpg/);
  await inbox.page.keyboard.press('Shift+ArrowLeft');
  await expect(strip.tiles.nth(0)).toHaveAccessibleName(/^1 de 4: van\.jpg/);
  await expect(strip.tiles.nth(0)).toBeFocused();
  await strip.remove('colada.jpg');
  await expect(strip.tiles).toHaveCount(3);

  await inbox.composer.press('Enter');
  await expect(strip.tiles).toHaveCount(0);
  await expect(inbox.composer).toHaveValue('');
  await inbox.send('E um texto atrás');
  await expect(inbox.tick('E um texto atrás', 'delivered')).toBeVisible();
  const arrived = (await simulator.received({ phone: customer })).slice(1);
  expect(arrived.map(({ kind, body, copies }) => [kind, body || null, copies])).toEqual([
    ['image', null, 1],
    ['image', 'Olha a estante', 1],
    ['document', 'O pedido', 1],
    ['text', 'E um texto atrás', 1],
  ]);
  const stored = (await thread(api, first.conversationId)).toReversed().slice(1);
  expect(stored.map(({ type, media }) => [type, media?.filename ?? null])).toEqual([
    ['image', 'van.jpg'],
    ['image', 'estante.jpg'],
    ['document', 'pedido.pdf'],
    ['text', null],
  ]);
});

test('what is typed while the code for files is still on its way is kept', async ({
  talk: { inbox, strip },
}) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await inbox.page.route(/\/_next\/static\/chunks\//, async (route) => {
    await held;
    await route.continue();
  });
  await strip.pick(await photo('estante.jpg'));
  await expect(inbox.composer).toHaveAttribute('placeholder', /estante\.jpg/);
  await inbox.composer.pressSequentially('A estante');
  await expect(inbox.composer).toHaveValue('A estante');
  release();
  await expect(strip.tiles).toHaveCount(1);
  await expect(inbox.composer).toHaveValue('A estante');
});

test('the bubble is there at once with its picture, and the box takes the next text meanwhile', async ({
  talk: { inbox, strip },
}) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await inbox.page.route('**/api/media', async (route) => {
    await held;
    await route.continue();
  });
  await strip.pick(await photo('estante.jpg'));
  await expect(strip.tiles).toHaveCount(1);
  await inbox.composer.fill('A estante');
  await inbox.composer.press('Enter');
  const bubble = inbox.bubble('A estante');
  const shown = bubble.locator('img');
  await expect(shown).toHaveAttribute('src', /^blob:/);
  await expect(bubble).toContainText('Enviando');
  await inbox.send('Segue o texto');
  await expect(inbox.tick('Segue o texto', 'queued')).toBeVisible();
  release();
  await expect(inbox.tick('Segue o texto', 'delivered')).toBeVisible();
  await expect(inbox.tick('A estante', 'delivered')).toBeVisible();
  // It is not fetched again: the eye sees no change.
  await expect(shown).toHaveAttribute('src', /^blob:/);
  await expect(bubble).toHaveCount(1);
});

test('a photo is made smaller and upright, or leaves in HD, or untouched as a document', async ({
  talk: { inbox, strip, first },
  api,
}) => {
  const upright = { width: 5000, height: 2500, orientation: 6 };
  const original = await photo('grande.jpg', upright);
  for (const quality of ['Padrão', 'HD', 'Original']) {
    await strip.pick({ ...original, name: `${quality}.jpg` });
    await inbox.thread.getByRole('radio', { name: quality }).check();
    await inbox.composer.press('Enter');
    await expect(strip.tiles).toHaveCount(0);
  }
  const read = async () => (await thread(api, first.conversationId)).toReversed().slice(1);
  await expect.poll(async () => (await read()).length, { timeout: 20_000 }).toBe(3);
  const sent = await read();
  expect(sent.map(({ type, media }) => [type, media?.width, media?.height])).toMatchObject([
    ['image', 800, 1600],
    ['image', 2048, 4096],
    ['document', expect.anything(), expect.anything()],
  ]);
  expect(sent[2]?.media?.size).toBe(original.buffer.length);
});

test('what can’t be sent is said at once: nothing in it, a program, too large', async ({
  talk: { inbox, strip },
}) => {
  const empty = { name: 'vazio.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) };
  const program = {
    name: 'fatura.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from([0x4d, 0x5a, 0x90, 0, 3]),
  };
  await strip.pick(empty, program, pdf('bom.pdf'));
  await expect(strip.warning).toContainText('“vazio.pdf” está vazio.');
  await expect(strip.warning).toContainText('“fatura.pdf” é um programa e não pode ser enviado.');
  await expect(strip.tiles).toHaveCount(1);
  await inbox.thread.getByRole('button', { name: 'Entendi' }).click();
  await expect(strip.warning).toBeEmpty();
});

test('an upload that fails says why and is sent again; one that is cancelled never leaves', async ({
  talk: { inbox, strip, customer },
  simulator,
}) => {
  const { page } = inbox;
  const refuse = (status: number, body: object) =>
    page.route('**/api/media', (route) => route.fulfill({ status, json: body }), { times: 1 });
  await refuse(403, { code: 'limit_reached', detail: 'O armazenamento do seu plano está cheio.' });
  await strip.pick(pdf('contrato.pdf'));
  await expect(strip.tile('contrato.pdf')).toHaveAccessibleName(/O armazenamento do seu plano está cheio/);
  await inbox.thread.getByRole('button', { name: 'Enviar de novo: contrato.pdf' }).click();
  await expect(strip.tile('contrato.pdf')).toHaveAccessibleName(/pronto$/);

  await refuse(413, { code: 'payload_too_large', detail: 'O arquivo é grande demais.' });
  await strip.pick(pdf('anexo.pdf'));
  await expect(strip.tile('anexo.pdf')).toHaveAccessibleName(/O arquivo é grande demais/);
  await refuse(413, { code: 'payload_too_large', detail: 'O arquivo é grande demais.' });
  await inbox.composer.press('Enter');
  const bubble = inbox.bubble('anexo.pdf');
  await expect(bubble).toContainText('Não enviada: O arquivo é grande demais.');
  await bubble.getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(inbox.tick('anexo.pdf', 'delivered')).toBeVisible();

  await page.route('**/api/media', () => {}, { times: 1 });
  await strip.pick(pdf('engano.pdf'));
  await expect(strip.tiles).toHaveCount(1);
  await inbox.composer.press('Enter');
  await inbox.bubble('engano.pdf').getByRole('button', { name: 'Cancelar' }).click();
  await expect(inbox.bubble('engano.pdf')).toHaveCount(0);
  await inbox.send('Depois');
  await expect(inbox.tick('Depois', 'delivered')).toBeVisible();
  const names = (await simulator.received({ phone: customer })).map(({ content, body }) =>
    content && 'filename' in content ? content.filename : body,
  );
  expect(names).toEqual(['Primeira', 'contrato.pdf', 'anexo.pdf', 'Depois']);
});

test('what is picked waits in its conversation, and a file can be the answer to a message', async ({
  talk: { inbox, strip, customer },
  number,
  simulator,
}) => {
  const other = somePhone();
  await simulator.inbound({ session: number.sessionName, from: other, pushName: 'Rafael', text: 'Oi' });
  await inbox.bubble('Primeira').hover();
  await inbox.bubble('Primeira').getByRole('button', { name: 'Ações da mensagem' }).click();
  await inbox.page.getByRole('menuitem', { name: 'Responder', exact: true }).click();
  await strip.pick(await photo('foto.jpg'));
  await inbox.composer.fill('Aqui está');
  await inbox.open('Rafael');
  await expect(strip.tiles).toHaveCount(0);
  await inbox.open(/Aqui está/);
  await expect(strip.tiles).toHaveCount(1);
  await expect(inbox.composer).toHaveValue('Aqui está');
  await inbox.composer.press('Enter');
  await expect(inbox.tick('Aqui está', 'delivered')).toBeVisible();
  const [, answer] = await simulator.received({ phone: customer });
  expect(answer).toMatchObject({ kind: 'image', body: 'Aqui está' });
  expect(answer?.quotedId).toBeTruthy();
});
