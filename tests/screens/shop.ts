import type { Sql } from 'postgres';
import type { MessageView } from '@/lib/messages/schema';
import type { SimulatorControl } from '@/lib/waha/simulator/control/control';
import { makeSample } from '../../scripts/demo/sample';
import { SAMPLE_CONVERSATIONS } from '../../scripts/demo/sample-conversations';
import { type Api, withToken } from '../api/support/client';
import { conversations, send, thread, waitForMessage } from '../api/support/messages';
import { createNumber, instancePath, linkNumber } from '../api/support/numbers';
import { insertOrganization } from '../api/support/organizations';
import { waitFor } from '../api/support/wait';
import type { EndToEnd } from '../setup/end-to-end';
import { insertPast } from '../setup/past-messages';
import { sofas } from './pictures';

type Stage = { api: Api; simulator: SimulatorControl; session: string; numberId: string };

const phoneOf = (name: string) => SAMPLE_CONVERSATIONS.find((one) => one.name === name)?.phone ?? '';
const MARINA = { from: phoneOf('Marina Duarte'), pushName: 'Marina Duarte' };
const GROUP = 'Obra Alameda dos Ipês';

/** A shop after a busy morning: every kind of message, a group, a number that is out, one that was never linked. */
export async function makeShop(app: EndToEnd, sql: Sql, simulator: SimulatorControl) {
  const owner = await insertOrganization(sql);
  await sql`update organizations set name = 'Casa Aurora' where id = ${owner.id}`;
  await sql`update users set name = 'Ana Ribeiro' where id = ${owner.userId}`;
  await makeSample(app.appUrl, { token: owner.token, simulatorUrl: app.simulator.url });
  const api = withToken(app.appUrl, owner.token);
  const { data } = (await api.get<{ data: { id: string; sessionName: string }[] }>('/api/whatsapp/instances'))
    .body;
  const stage = { api, simulator, session: data[0]?.sessionName ?? '', numberId: data[0]?.id ?? '' };
  await receiveEverything(stage);
  await talkInGroup(stage);
  await failAndWait(stage);
  const edu = await idOf(api, 'Edu Braga');
  await insertPast(sql, { organizationId: owner.id, conversationId: edu }, 300);
  await sql`
    insert into drafts (organization_id, id, user_id, conversation_id, text, edited_at)
    select ${owner.id}, gen_random_uuid(), ${owner.userId}, ${edu}, 'Bom dia, Edu! A mesa redonda', now()`;
  await breakNumber(stage);
  return { owner, api, stage, idOf: (title: string) => idOf(api, title) };
}

async function idOf(api: Api, title: string): Promise<string> {
  const found = (await conversations(api, '?limit=100')).find((one) => one.title === title);
  if (!found) throw new Error(`There is no conversation ${title}`);
  return found.id;
}

/** Every kind of message in one conversation, what happens to messages, and quotes. */
async function receiveEverything({ api, simulator, session, numberId }: Stage): Promise<void> {
  const from = { session, ...MARINA };
  const photos = await sofas(6);
  const picture = (base64: string) => ({ media: { base64, mimetype: 'image/jpeg' }, kind: 'image' as const });
  const conversation = await idOf(api, 'Marina Duarte');
  await api.post(`/api/messages/conversations/${conversation}/read`);
  for (const [index, base64] of photos.entries())
    await simulator.inbound({ ...from, ...picture(base64), ...(index === 5 && { caption: 'O cantinho' }) });
  await simulator.inbound({ ...from, ...picture(photos[0] ?? ''), caption: 'Seria neste *azul* aqui' });
  await simulator.inbound({ ...from, kind: 'video', caption: 'A sala toda' });
  await simulator.inbound({ ...from, kind: 'document', media: { filename: 'Planta da sala.pdf' } });
  await simulator.inbound({ ...from, kind: 'location', name: 'Rua dos Pinheiros, 700' });
  await simulator.inbound({ ...from, kind: 'vcard' });
  const long = `Sobre a entrega: ${'o elevador de serviço só funciona até as 17h e precisa de agendamento na portaria. '.repeat(14)}`;
  await simulator.inbound({ ...from, text: long });
  await simulator.inbound({ ...from, kind: 'sticker' });
  await simulator.inbound({ ...from, text: '😍🎉' });
  await simulator.inbound({
    ...from,
    text: '~Quinta~ _sexta_ está *ótimo*, veja `10482` em https://exemplo.com.br/sofa-azul',
  });
  await simulator.inbound({ ...from, kind: 'voice' });
  const wrong = await simulator.inbound({ ...from, text: 'Engano' });
  const asked = await simulator.inbound({ ...from, text: 'Tem como na quarta?' });
  await settle(api, conversation, (all) => all.some(({ text }) => text === 'Tem como na quarta?'));
  await simulator.revoke({ session, from: MARINA.from, id: wrong.bareId });
  await simulator.edit({ session, from: MARINA.from, id: asked.bareId, text: 'Tem como na quinta?' });
  await api.post(`/api/messages/conversations/${conversation}/read`);
  const question = (await thread(api, conversation)).find(({ text }) => text?.startsWith('Tem como'));
  const answer = await send(api, numberId, MARINA.from, 'Tem sim! Quinta, entre 8h e 11h, sem frete.', {
    replyTo: question?.id,
  });
  await waitForMessage(api, answer, ['read']);
  const { id = '' } = (await simulator.received({ phone: MARINA.from })).at(-1) ?? {};
  await simulator.react({ session, from: MARINA.from, id, text: '❤️' });
  await simulator.inbound({ ...from, text: 'Perfeito! Fecho no Pix 🙏' });
  await simulator.inbound({ ...from, text: 'Rua das Camélias, 210, apto 34' });
  await settle(api, conversation, (all) => all[0]?.text?.startsWith('Rua das') === true);
}

async function talkInGroup({ api, simulator, session }: Stage): Promise<void> {
  const people = [
    { from: '5511900000111', pushName: 'Wagner Bastos' },
    { from: '5511900000112', pushName: 'Sônia Lacerda' },
    { from: '5511900000113', pushName: 'Ivo' },
  ];
  const [wagner, sonia, ivo] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  const { id: group } = await simulator.group({
    session,
    subject: GROUP,
    participants: people.map(({ from }) => from),
  });
  const [photo = ''] = await sofas(1);
  await simulator.inbound({ session, group, ...wagner, text: 'Boa. Que horas chega?' });
  await simulator.inbound({ session, group, ...wagner, text: 'Libero a doca só até 15h' });
  const media = { base64: photo, mimetype: 'image/jpeg' };
  const van = await simulator.inbound({ session, group, ...sonia, kind: 'image', media, caption: 'É este?' });
  await simulator.inbound({ session, group, ...ivo, text: 'É sim, placa final 27', replyTo: van.bareId });
  await simulator.inbound({ session, group, ...wagner, text: 'As portas chegaram?' });
  await waitFor(
    () => conversations(api),
    (all) => all.some(({ title, unreadCount }) => title === GROUP && unreadCount === 5),
    { what: 'the group' },
  );
}

/** One that WhatsApp refused, and one whose answer nobody heard. */
async function failAndWait({ api, simulator, session, numberId }: Stage): Promise<void> {
  const camila = phoneOf('Camila Torres');
  await simulator.refuseSends({ session, message: 'nope' });
  await waitForMessage(api, await send(api, numberId, camila, 'Segue a segunda via'), 'failed');
  await simulator.hangSends({ session, sent: false });
  await send(api, numberId, phoneOf('Beatriz Sales'), 'Pode sim, metade no Pix e metade no cartão.');
}

/** A second number that the phone has thrown out, and a third that nobody has linked. */
async function breakNumber({ api, simulator }: Stage): Promise<void> {
  const support = await linkNumber(api, simulator, { name: 'Suporte' });
  await simulator.inbound({
    session: support.sessionName,
    from: '5511900000120',
    pushName: 'Hugo Sampaio',
    text: 'Oi, meu armário veio com uma porta trocada',
  });
  await waitFor(
    () => conversations(api),
    (all) => all.some(({ title }) => title === 'Hugo Sampaio'),
    { what: 'Hugo' },
  );
  await simulator.unlink({ session: support.sessionName });
  await waitFor(
    async () => (await api.get<{ status: string }>(instancePath(support.id))).body.status,
    (status) => status === 'FAILED',
    { what: 'the number out', timeoutMs: 20_000 },
  );
  await createNumber(api, { name: 'Entregas' });
}

const settle = (api: Api, id: string, isThere: (all: MessageView[]) => boolean) =>
  waitFor(
    () => thread(api, id, '?limit=50'),
    (all) => isThere(all) && all.every(({ media }) => !media || media.state === 'ready'),
    { what: 'everything received', timeoutMs: 30_000 },
  );
