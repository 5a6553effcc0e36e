import type { Engine } from './options';

/** What a WAHA version can and can't do; each flag names the version that changed it. */
export interface Features {
  version: string;
  /** 2024.10 core checks no API key at all (Plus-only until 2025.6.5). */
  checksKey: boolean;
  /** `?x-api-key=` on HTTP since 2026.4.3. */
  keyInQuery: boolean;
  /** Envelope `id` and `timestamp` since 2025.3.1. */
  envelopeIds: boolean;
  /** HMAC, retries and custom headers: ignored by 2024.10 core. */
  signsAndRetries: boolean;
  /** Before 2026.6.1 the free image knows one session named `default` and sends no media. */
  defaultOnly: boolean;
  /** `start` on a running session is a no-op since 2026.6.1, before it is refused with 422. */
  idempotentStart: boolean;
  /** `id` in sends and /new-message-id since 2026.4.3. */
  pregeneratedIds: boolean;
  /** reachoutTimelock and messageCapping on `me` since 2026.8.1. */
  restrictions: boolean;
  /** 501 for what an engine lacks since 2025.6.6, before 422. */
  notImplementedStatus: 501 | 422;
  /** 2024.10: status fields only, no ack, no `source`, three-part ids in groups. */
  legacyPayloads: boolean;
  /** `data` on session.status since 2026.7.1. */
  statusData: boolean;
  /** lids, chats/overview, message by id, history filters: all after 2024.10. */
  modernHistory: boolean;
  /** QR used up: 2024.10 starts over for ever, later versions end in FAILED. */
  qrEndsInFailed: boolean;
  /** Event names that this version knows; others are answered with 400. */
  events: readonly string[];
}

const EVENTS_SINCE: ReadonlyArray<readonly [string, string]> = [
  [
    '2024.1.1',
    'session.status message message.reaction message.any message.ack message.waiting message.revoked',
  ],
  ['2024.1.1', 'state.change group.join group.leave presence.update poll.vote poll.vote.failed chat.archive'],
  ['2024.1.1', 'call.received call.accepted call.rejected label.upsert label.deleted label.chat.added'],
  ['2024.1.1', 'label.chat.deleted engine.event'],
  ['2025.2.3', 'group.v2.join group.v2.leave group.v2.update group.v2.participants'],
  ['2025.6.3', 'message.edited event.response event.response.failed'],
  ['2025.12.2', 'message.ack.group'],
  ['2026.8.1', 'group.v2.participants.join-request'],
];

/** -1, 0 or 1 for two versions of the form `YYYY.M.N`, compared number by number. */
export function compareVersions(left: string, right: string): number {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** The behaviour of one WAHA version. */
export function featuresOf(version: string): Features {
  const since = (first: string) => compareVersions(version, first) >= 0;
  return {
    version,
    checksKey: since('2025.6.5'),
    keyInQuery: since('2026.4.3'),
    envelopeIds: since('2025.3.1'),
    signsAndRetries: since('2025.1.1'),
    defaultOnly: !since('2026.6.1'),
    idempotentStart: since('2026.6.1'),
    pregeneratedIds: since('2026.4.3'),
    restrictions: since('2026.8.1'),
    notImplementedStatus: since('2025.6.6') ? 501 : 422,
    legacyPayloads: !since('2025.1.1'),
    statusData: since('2026.7.1'),
    modernHistory: since('2025.5.4'),
    qrEndsInFailed: since('2025.3.2'),
    events: EVENTS_SINCE.filter(([first]) => since(first)).flatMap(([, names]) => names.split(' ')),
  };
}

/** Milliseconds `stop` holds its answer: 3 s observed up to 2026.2.1, later per engine. */
export function stopDelay(features: Features, engine: Engine): number {
  if (features.defaultOnly || engine === 'WEBJS') return 3_000;
  return engine === 'NOWEB' ? 1_000 : 10;
}
