import { History } from '../network/history';
import type { PhoneNetwork } from '../network/network';
import type { SessionConfig } from './session-config';

export type SessionStatus =
  | 'STOPPED'
  | 'STARTING'
  | 'SCAN_QR_CODE'
  | 'PASSKEY_REQUIRED'
  | 'PASSKEY_CONFIRMATION_REQUIRED'
  | 'WORKING'
  | 'FAILED';

/** The business number that a session is linked to. */
export interface Account {
  phone: string;
  lid: string;
  pushName: string;
}

/** reachoutTimelock of `me` (seconds). */
export interface Timelock {
  enforcementType: string;
  isActive: boolean;
  timeEnforcementEnds: number | null;
}

/** messageCapping of `me`. */
export interface Capping {
  cappingStatus: string;
  totalQuota: number;
  usedQuota: number;
  cycleStart: number | null;
  cycleEnd: number | null;
  mvStatus: string;
  oteStatus: string;
}

/** Typing or not in a chat, ticks given to messages, or the account shown online or offline. */
export interface Signal {
  kind: 'typing' | 'stopped' | 'seen' | 'online' | 'offline';
  at: number;
  /** Of `typing`, `stopped` and `seen`. */
  chat: string | null;
  /** Of `seen`: bare ids. */
  ids: string[];
}

const MOST_SIGNALS = 1000;

/** Remembers what the account showed. */
export function signal(
  session: Session,
  kind: Signal['kind'],
  chat: string | null = null,
  ids: string[] = [],
) {
  session.signals.push({ kind, at: Date.now(), chat, ids });
  if (session.signals.length > MOST_SIGNALS) session.signals.shift();
}

/** One WAHA session: what the process knows, and the linked device behind it. */
export interface Session {
  name: string;
  config: SessionConfig | null;
  status: SessionStatus;
  statuses: { status: SessionStatus; timestamp: number }[];
  /** An engine object exists: running, or FAILED. */
  present: boolean;
  account: Account | null;
  /** Credentials that the phone has thrown away: they are still sent, and always refused. */
  unlinked: boolean;
  qr: string | null;
  pairingCode: { code: string; phone: string } | null;
  passkey: { account: Account; code: string } | null;
  presence: 'online' | 'offline' | null;
  /** Milliseconds of the last API call that counts as activity. */
  activity: number | null;
  timelock: Timelock | null;
  capping: Capping | null;
  /** WORKING, but nothing is emitted any more. */
  silent: boolean;
  /** The network between WAHA and WhatsApp is down. */
  networkDown: boolean;
  history: History;
  /** Messages that wait at WhatsApp until the session is WORKING. */
  waiting: (() => void)[];
  /** Chats whose presence is subscribed. */
  subscriptions: Set<string>;
  /** Chats in which the business shows itself typing. */
  typing: Set<string>;
  /** What the account showed to others, oldest first. */
  signals: Signal[];
  contacts: Map<string, { firstName: string; lastName: string }>;
  /** Cancels the running part of the status walk. */
  cancelWalk: () => void;
  cancelOnline: () => void;
}

/** A new session, STOPPED. */
export function createSession(name: string, config: SessionConfig | null, network: PhoneNetwork): Session {
  return {
    name,
    config,
    status: 'STOPPED',
    statuses: [],
    present: false,
    account: null,
    unlinked: false,
    qr: null,
    pairingCode: null,
    passkey: null,
    presence: null,
    activity: null,
    timelock: null,
    capping: null,
    silent: false,
    networkDown: false,
    history: new History((chatId) => network.conversationKey(chatId)),
    waiting: [],
    subscriptions: new Set(),
    typing: new Set(),
    signals: [],
    contacts: new Map(),
    cancelWalk: () => undefined,
    cancelOnline: () => undefined,
  };
}
