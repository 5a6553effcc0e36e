import { parse, readSent, reasonOf, type Sent } from './answers';
import { locateFile } from './files';
import { exchange, type WahaAnswer, WahaError } from './http';
import { normalizeAddress } from './ids';
import { type FileInJson, toJsonBody } from './json-body';
import {
  chatOverview,
  foundMessage,
  historyRows,
  messageIdAnswer,
  messageMedia,
  numberStatus,
  pairingAnswer,
  qrAnswer,
  type SessionInfo,
  serverStatus,
  sessionInfo,
  sessionList,
  type VersionInfo,
  versionInfo,
} from './shapes';

/** `allowedRanges`: as in {@link exchange}, set for every server that is not trusted. */
export type WahaServer = { url: string; apiKey: string | null; allowedRanges?: readonly string[] };

export type SessionConfig = Record<string, unknown>;

/** WAHA's calls that send, by their names. */
export type SendCall =
  | 'sendText'
  | 'sendImage'
  | 'sendVideo'
  | 'sendVoice'
  | 'sendFile'
  | 'sendLocation'
  | 'sendContactVcard'
  | 'sendPoll'
  | 'forwardMessage';

/** A message that is to be changed: its chat's address and its full id. */
export type Target = { session: string; chatId: string; messageId: string };

/** A change that WAHA took: the id and the time of what carries it to the others, where the engine tells. */
export type Done = { waId: string | undefined; at: Date | undefined };

/** Which part of a history to read. */
export type HistoryPage = {
  chat: string;
  since: Date;
  until: Date;
  order: 'asc' | 'desc';
  limit: number;
  offset: number;
};

export type Chat = { address: string; lastMessage: Record<string, unknown> | null };

/** Most calls wait up to 15 s for the session before they answer 422 (2026.2.1). */
const WAIT_MS = 25_000;
/** stop, restart and logout hold their answer for 3 to 14 s and queue on a lock. */
const LIFECYCLE_MS = 60_000;
const QUICK_MS = 10_000;
/** WAHA downloads the file before it answers; a single fetch may take it minutes (GOWS 2026.8). */
const FETCH_MS = 180_000;
/** WAHA has no timeout of its own for a send (2026.2.1): after this nobody knows whether it went out. */
const SEND_MS = 45_000;
/** Bytes in a millisecond of the slowest line that a file still gets through. */
const SLOWEST = 500;

type Options = {
  body?: unknown;
  file?: FileInJson;
  timeoutMs?: number;
  repeatable?: boolean;
  isFresh?: boolean;
};

/**
 * Calls to one WAHA server. Every method throws {@link WahaError}; reads and config PUTs are repeated once when an
 * idle connection was closed under them, sends never.
 */
export class WahaClient {
  constructor(private readonly server: WahaServer) {}

  version = async (): Promise<VersionInfo> => parse(versionInfo, await this.look('/api/server/version'));

  /** The session, or undefined where WAHA has none; an older Core answers 422 for every name but `default`. */
  async findSession(name: string): Promise<SessionInfo | undefined> {
    try {
      return parse(sessionInfo, await this.look(`/api/sessions/${encodeURIComponent(name)}`));
    } catch (error) {
      if (error instanceof WahaError && (error.status === 404 || error.status === 422)) return undefined;
      throw error;
    }
  }

  /** Every session that the server has, stopped ones too. */
  sessions = async (): Promise<SessionInfo[]> =>
    parse(sessionList, await this.look('/api/sessions?all=true'));

  createSession = (name: string, config: SessionConfig) =>
    // `start` is always said: its default differs between WAHA's document and its code.
    this.call('POST', '/api/sessions', { body: { name, start: false, config }, timeoutMs: LIFECYCLE_MS });

  putSession = (name: string, config: SessionConfig) =>
    this.call('PUT', `/api/sessions/${encodeURIComponent(name)}`, {
      body: { config },
      timeoutMs: LIFECYCLE_MS,
      repeatable: true,
    });

  changeSession = (name: string, verb: 'start' | 'stop' | 'restart' | 'logout') =>
    this.call('POST', `/api/sessions/${encodeURIComponent(name)}/${verb}`, {
      body: {},
      timeoutMs: LIFECYCLE_MS,
    });

  deleteSession = (name: string) =>
    this.call('DELETE', `/api/sessions/${encodeURIComponent(name)}`, { timeoutMs: LIFECYCLE_MS });

  /** What the QR says. While there is none WAHA waits, then answers 422. */
  async qr(session: string): Promise<string> {
    const answer = await this.call('GET', `/api/${encodeURIComponent(session)}/auth/qr?format=raw`, {
      timeoutMs: WAIT_MS,
    });
    return parse(qrAnswer, answer).value;
  }

  /** A code to type on the phone; `phone` is digits only. */
  async pairingCode(session: string, phone: string): Promise<string> {
    const answer = await this.call('POST', `/api/${encodeURIComponent(session)}/auth/request-code`, {
      body: { phoneNumber: phone },
      timeoutMs: WAIT_MS,
    });
    return parse(pairingAnswer, answer).code;
  }

  /** An id for a message yet to be sent (NOWEB and GOWS since 2026.4.3). */
  async newMessageId(session: string): Promise<string> {
    const path = `/api/${encodeURIComponent(session)}/new-message-id`;
    return parse(messageIdAnswer, await this.call('GET', path, { timeoutMs: WAIT_MS })).id;
  }

  /** Sends on a connection of its own. `id` only where the engine takes one for this call; `file` stands in the input. */
  async send(
    call: SendCall,
    input: { session: string; chatId: string; id?: string; reply_to?: string } & Record<string, unknown>,
    file?: FileInJson,
  ): Promise<Sent> {
    const answer = await this.call('POST', `/api/${call}`, {
      body: input,
      file,
      timeoutMs: SEND_MS + (file?.size ?? 0) / SLOWEST,
      isFresh: true,
    });
    return readSent(answer);
  }

  /**
   * A message by its bare id: found, clearly absent (404), or the error is thrown. NOWEB and GOWS take the bare id
   * and the chat `all`.
   */
  async findMessage(session: string, waId: string) {
    const path = `/api/${encodeURIComponent(session)}/chats/all/messages/${encodeURIComponent(waId)}?downloadMedia=false`;
    try {
      return parse(foundMessage, await this.call('GET', path, { timeoutMs: WAIT_MS }));
    } catch (error) {
      if (error instanceof WahaError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Reacts to a message; an empty emoji takes our reaction back. Doing it again changes nothing. */
  react = ({ session, messageId }: Target, emoji: string): Promise<Done> =>
    this.change('PUT', '/api/reaction', { session, messageId, reaction: emoji });

  /** Gives a message of ours another text or caption. Doing it again changes nothing. */
  editMessage = (target: Target, text: string): Promise<Done> => this.change('PUT', pathOf(target), { text });

  /** Deletes a message of ours for everyone. Doing it again changes nothing. */
  revokeMessage = (target: Target): Promise<Done> => this.change('DELETE', pathOf(target));

  private async change(method: 'PUT' | 'DELETE', path: string, body?: object): Promise<Done> {
    const answer = await this.call(method, path, {
      body,
      timeoutMs: WAIT_MS,
      isFresh: true,
      repeatable: false,
    });
    const { waId, sentAt } = readSent(answer);
    return { waId, at: sentAt };
  }

  /** Where WAHA puts a message's file after fetching it from WhatsApp once more; undefined when it can't be had. */
  async mediaAddress(session: string, key: { chat: string; id: string }): Promise<string | undefined> {
    const path = `/api/${encodeURIComponent(session)}/chats/${encodeURIComponent(key.chat)}/messages/${encodeURIComponent(key.id)}?downloadMedia=true`;
    const { media } = parse(messageMedia, await this.call('GET', path, { timeoutMs: FETCH_MS }));
    return media?.url ?? undefined;
  }

  /** See {@link locateFile}. */
  locateFile = (named: string, hosts: readonly string[]) => locateFile(named, this.server, hosts);

  /** Whether a phone (digits) is on WhatsApp, and the address WhatsApp itself uses for it (Brazil's ninth digit). */
  async checkNumber(
    session: string,
    phone: string,
  ): Promise<{ exists: boolean; address: string | undefined }> {
    const query = new URLSearchParams({ session, phone });
    const answer = parse(
      numberStatus,
      await this.call('GET', `/api/contacts/check-exists?${query}`, { timeoutMs: WAIT_MS }),
    );
    return { exists: answer.numberExists, address: normalizeAddress(answer.chatId ?? undefined) };
  }

  /** Any other answer: `lids.ts` and `limits.ts` read theirs. */
  ask = (path: string) => this.call('GET', path, { timeoutMs: WAIT_MS });

  /** A word that nothing depends on: `signals.ts` has them. */
  signal = (path: string, body: object) => this.call('POST', path, { body, timeoutMs: WAIT_MS });

  /** When the WAHA process started, on its own clock. */
  startedAt = async (): Promise<Date> =>
    new Date(parse(serverStatus, await this.look('/api/server/status')).startTimestamp);

  /**
   * A page of the messages of one chat, or of `all` (NOWEB and GOWS only). Times are inclusive; WAHA counts whole
   * seconds. Engines leave rows out after paging: a short or empty page is not the end (2026.8.2). 400 without a store.
   */
  async history(session: string, page: HistoryPage): Promise<Record<string, unknown>[]> {
    const query = new URLSearchParams({
      limit: String(page.limit),
      offset: String(page.offset),
      sortBy: 'timestamp',
      sortOrder: page.order,
      downloadMedia: 'false',
      'filter.timestamp.gte': String(seconds(page.since)),
      'filter.timestamp.lte': String(seconds(page.until)),
    });
    const path = `/api/${encodeURIComponent(session)}/chats/${encodeURIComponent(page.chat)}/messages?${query}`;
    return parse(historyRows, await this.call('GET', path, { timeoutMs: WAIT_MS }));
  }

  /** Chats by their newest message, newest first. */
  async chats(session: string, limit: number, offset: number): Promise<Chat[]> {
    const path = `/api/${encodeURIComponent(session)}/chats/overview?limit=${limit}&offset=${offset}`;
    const rows = parse(chatOverview, await this.call('GET', path, { timeoutMs: WAIT_MS }));
    return rows.flatMap(({ id, lastMessage }) => {
      const address = normalizeAddress(typeof id === 'string' ? id : id._serialized);
      return address ? [{ address, lastMessage: lastMessage ?? null }] : [];
    });
  }

  private look = (path: string) => this.call('GET', path, { timeoutMs: QUICK_MS });

  private async call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options: Options,
  ): Promise<WahaAnswer> {
    const isRepeatable = options.repeatable ?? method === 'GET';
    try {
      return await this.once(method, path, options);
    } catch (error) {
      const isReset = error instanceof WahaError && error.kind === 'unanswered' && error.reason !== 'timeout';
      if (isReset && isRepeatable) return this.once(method, path, { ...options, isFresh: true });
      throw error;
    }
  }

  private async once(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options: Options,
  ): Promise<WahaAnswer> {
    const answer = await exchange({
      method,
      url: this.server.url + path,
      headers: {
        accept: 'application/json',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.server.apiKey ? { 'x-api-key': this.server.apiKey } : {}),
      },
      body: options.body === undefined ? undefined : toJsonBody(options.body, options.file),
      timeoutMs: options.timeoutMs ?? QUICK_MS,
      isFresh: options.isFresh ?? false,
      allowedRanges: this.server.allowedRanges,
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new WahaError('refused', answer.status, reasonOf(answer));
  }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

const pathOf = ({ session, chatId, messageId }: Target) =>
  `/api/${encodeURIComponent(session)}/chats/${encodeURIComponent(chatId)}/messages/${encodeURIComponent(messageId)}`;
