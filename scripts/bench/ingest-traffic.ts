import { randomBytes } from 'node:crypto';
import { textEvent } from './instance';

/** One delivery. A twin is the same delivery once more. */
export type Delivery = {
  requestId: string;
  event: ReturnType<typeof textEvent> | ReturnType<typeof ackEvent>;
  /** What the event is about, for whoever writes the rows without reading the body. */
  about: { waId: string; chat: number; fromMe: boolean; ack: number | null; text: string | null };
};

/** An ack comes this many rounds after its message; more than all connections hold at once. */
const ACK_LAG = 60;
/** How many deliveries back a twin's first half lies, at most. */
const TWIN_REACH = 200;
const FIRST_CHAT = 900_000_000;

/** The digits of a chat's phone. */
export const phoneOf = (chat: number): string => `5531${FIRST_CHAT + chat}`;

/**
 * `count` deliveries over `chats` chats. In every five new events two messages of customers, one of ours from the
 * phone, and two acks (delivered, read) of an earlier one of ours; after every four of them one twin (20 %).
 */
export function makeTraffic(count: number, chats: number): Delivery[] {
  const deliveries: Delivery[] = [];
  const sent: { waId: string; chat: number }[] = [];
  for (let round = 0; deliveries.length < count; round++) {
    const chat = () => Math.floor(Math.random() * chats);
    const own = { waId: newWaId(), chat: chat() };
    sent.push(own);
    const acked = sent[Math.max(0, round - ACK_LAG)] ?? own;
    for (const delivery of [
      message(newWaId(), chat(), false),
      message(own.waId, own.chat, true),
      ack(acked, 2),
      message(newWaId(), chat(), false),
      ack(acked, 3),
    ]) {
      if (deliveries.length % 5 === 4) deliveries.push(twinOf(deliveries));
      deliveries.push(delivery);
    }
  }
  return deliveries.slice(0, count);
}

const newWaId = () => randomBytes(10).toString('hex').toUpperCase();

function message(waId: string, chat: number, fromMe: boolean): Delivery {
  const text = `Pedido ${waId.slice(0, 6)}: chegou a encomenda, obrigado!`;
  const event = textEvent(phoneOf(chat), text, waId);
  if (fromMe) {
    event.payload.id = event.payload.id.replace('false_', 'true_');
    event.payload.fromMe = true;
    event.payload.ack = 1;
    event.payload._data.key.fromMe = true;
  }
  return { requestId: newRequestId(), event, about: { waId, chat, fromMe, ack: null, text } };
}

function ack({ waId, chat }: { waId: string; chat: number }, level: number): Delivery {
  return {
    requestId: newRequestId(),
    event: ackEvent(phoneOf(chat), waId, level),
    about: { waId, chat, fromMe: true, ack: level, text: null },
  };
}

const newRequestId = () => randomBytes(12).toString('hex');

const ackEvent = (phone: string, waId: string, level: number) => ({
  id: `evt_${randomBytes(13).toString('hex')}`,
  timestamp: Date.now(),
  event: 'message.ack',
  session: 'bench',
  engine: 'NOWEB',
  me: null,
  payload: { id: `true_${phone}@c.us_${waId}`, from: `${phone}@c.us`, fromMe: true, ack: level },
});

function twinOf(deliveries: Delivery[]): Delivery {
  const back = 1 + Math.floor(Math.random() * Math.min(TWIN_REACH, deliveries.length));
  return deliveries[deliveries.length - back] as Delivery;
}
