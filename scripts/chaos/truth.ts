import type { Change, Chat, Inbound, Note, Outbound } from './plan';

/** What a customer's phone says it sent. */
export type SentIn = { op: Inbound; chat: Chat; timestamp: number; notes: Note[] };
/** What our API accepted, in the order in which it did so within a conversation. */
export type Accepted = {
  op: Outbound;
  chat: Chat;
  id: string;
  conversationId: string;
  /** The same, or what that one was joined with since. */
  nowIn: string;
};
/** What our API accepted to do to a message that had left. */
export type Changed = { op: Change; id: string };
/** What the owner wrote on the phone. */
export type SentByPhone = { chat: Chat; id: string; text: string; timestamp: number };

/** What really happened, as the two ends saw it: the customers' network, and the program that called our API. */
export type Truth = {
  inbound: Map<string, SentIn>;
  accepted: Accepted[];
  changed: Changed[];
  phone: SentByPhone[];
  forged: string[];
  /** What went wrong with the test itself, or was answered as it must never be. */
  faults: string[];
};

export const emptyTruth = (): Truth => ({
  inbound: new Map(),
  accepted: [],
  changed: [],
  phone: [],
  forged: [],
  faults: [],
});
