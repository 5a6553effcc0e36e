import type { Random } from './random';

const ULID_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Id of a message sent through WhatsApp Web or the API: `3EB0` and 18 hex digits (observed on 2026.2.1). */
export function webMessageId(random: Random): string {
  return `3EB0${random.hex(18)}`;
}

/** Id of a message typed on a phone: Android `AC…` with 32 characters, iPhone `3A…` with 20. */
export function phoneMessageId(random: Random): string {
  return random.int(2) === 0 ? `AC${random.hex(30)}` : `3A${random.hex(18)}`;
}

/** Event id: `evt_` and a lower-case ULID. */
export function eventId(random: Random): string {
  let time = Date.now();
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = ULID_ALPHABET.charAt(time % 32) + head;
    time = Math.floor(time / 32);
  }
  return `evt_${head}${random.pick(ULID_ALPHABET, 16)}`;
}

/** Full id: `{true|false}_{chat}_{bare}`, with the participant as a fourth part in groups. */
export function serializeId(fromMe: boolean, chatId: string, bareId: string, participant?: string): string {
  return [String(fromMe), chatId, bareId, ...(participant ? [participant] : [])].join('_');
}

/** The bare id of a full or bare id. */
export function bareIdOf(id: string): string {
  const parts = id.split('_');
  return parts.length >= 3 ? (parts[2] ?? id) : id;
}
