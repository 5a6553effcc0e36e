import { parse } from './answers';
import type { WahaClient } from './client';
import { normalizeAddress } from './ids';
import { lidAnswer, lidList } from './shapes';

type Asked = Pick<WahaClient, 'ask'>;

/** Since 2025.5.4; NOWEB needs its store. */
const lidsOf = (session: string, rest: string) => `/api/${encodeURIComponent(session)}/lids${rest}`;

const PER_PAGE = 500;
const AT_MOST = 20_000;

/** Every hidden id whose phone WAHA knows, at most 20,000 of them. */
export async function listLids(client: Asked, session: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let offset = 0; offset < AT_MOST; offset += PER_PAGE) {
    const rows = parse(lidList, await client.ask(lidsOf(session, `?limit=${PER_PAGE}&offset=${offset}`)));
    for (const row of rows) {
      const [lid, phone] = [normalizeAddress(row.lid), normalizeAddress(row.pn)];
      if (lid && phone) found.set(lid, phone);
    }
    if (rows.length < PER_PAGE) break;
  }
  return found;
}

/** The hidden id of a phone (`…@c.us`), where WAHA knows it. */
export async function lidOfPhone(client: Asked, session: string, phone: string): Promise<string | undefined> {
  const answer = await client.ask(lidsOf(session, `/pn/${encodeURIComponent(phone)}`));
  return normalizeAddress(parse(lidAnswer, answer).lid ?? undefined);
}

/** The phone behind a hidden id, where WAHA knows it. */
export async function phoneOfLid(client: Asked, session: string, lid: string): Promise<string | undefined> {
  const answer = await client.ask(lidsOf(session, `/${encodeURIComponent(lid)}`));
  return normalizeAddress(parse(lidAnswer, answer).pn ?? undefined);
}
