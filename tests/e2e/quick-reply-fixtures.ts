import { test as base } from '../api/support/fixtures';
import { waitForThread } from '../api/support/messages';
import { somePhone } from '../setup/phones';
import type { InboxPage } from './pages/inbox-page';
import { QuickReplies } from './pages/quick-replies';

export const TEMPLATES = [
  {
    shortcut: 'frete',
    title: 'Valor do frete',
    text: '{{primeiro_nome}}, para {{bairro}} sai por {{valor}}.',
  },
  { shortcut: 'frete-gratis', text: 'Acima de R$ 1.500,00 é grátis.' },
  { shortcut: 'prazo', text: 'Em até 3 dias úteis, {{ATENDENTE}} avisa.' },
];

/** Marina, who has written, and three quick replies. */
export const test = base.extend<{ marina: string }>({
  marina: async ({ api, number, simulator }, use) => {
    const phone = somePhone();
    await simulator.customer({ phone });
    const pushName = 'Marina Duarte';
    await simulator.inbound({ session: number.sessionName, from: phone, pushName, text: 'E o frete?' });
    await waitForThread(api, 1);
    for (const template of TEMPLATES) await api.post('/api/templates', template);
    await use(phone);
  },
});

/** Into the box of the conversation with her. */
export const openMarina = async (inbox: InboxPage) => {
  await inbox.goto();
  await inbox.open('Marina Duarte');
  await inbox.composer.focus();
  return new QuickReplies(inbox);
};
