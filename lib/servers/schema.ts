import { z } from 'zod';

/** Why a server can't be used now; `unsigned`: anybody could speak in its name. */
export const SERVER_STATES = [
  'ok',
  'unknown',
  'away',
  'key_refused',
  'not_waha',
  'not_allowed',
  'unsigned',
] as const;
export type ServerState = (typeof SERVER_STATES)[number];

/** `unsupported`: nothing runs in the background here that could read it. */
export const STREAM_STATES = ['off', 'open', 'waiting', 'unsupported'] as const;

/** A WAHA server as pages and API show it. Its key is in no view. */
export const serverView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Null for those who may not change servers, and for the installation's own. */
  url: z.string().nullable(),
  hasKey: z.boolean(),
  /** The installation's own comes from its settings, and nobody changes it here. */
  isShared: z.boolean(),
  engine: z.string().nullable(),
  version: z.string().nullable(),
  /** How many numbers its owner wants on it at most. */
  capacity: z.number().int().nullable(),
  /** How many it can hold as far as known: its capacity, or 1 where WAHA knows one session. */
  holds: z.number().int().nullable(),
  /** The organization's own numbers on it, and sessions that are no number of ours; some of those are put aside. */
  numbers: z.number().int(),
  otherSessions: z.number().int(),
  ignoredSessions: z.number().int(),
  /** Places left; null where no end is known. */
  free: z.number().int().nullable(),
  /** It can't call us, so what it has to tell is read from its `/ws`. */
  readsStream: z.boolean(),
  streamState: z.enum(STREAM_STATES),
  /** Since when the stream is open. */
  streamOpenSince: z.iso.datetime().nullable(),
  health: z.object({ state: z.enum(SERVER_STATES), checkedAt: z.iso.datetime().nullable() }),
  /**
   * Why its webhooks don't reach us. `inside`: it stands outside, and `WEBHOOK_BASE_URL` leads inside. `unheard`: a number on it
   * works, and no event ever came.
   */
  webhookFault: z.enum(['inside', 'unheard']).nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ServerView = z.infer<typeof serverView>;

const name = z.string().trim().min(1).max(80);

/** Its root: what stands behind a question mark or a hash would be lost, and a login in it shown. */
const url = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((value) => isPlain(URL.parse(value)), 'must have no login, query or fragment')
  // What is no address at all comes here too, and is refused above.
  .transform((value) => URL.parse(value)?.href.replace(/\/+$/, '') ?? value);

const isPlain = (url: URL | null) => !url || `${url.username}${url.password}${url.search}${url.hash}` === '';

/** What a header can carry. */
const apiKey = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,500}$/, 'must be letters, digits and signs without spaces');

const capacity = z.number().int().min(1).max(10_000).nullable();

export const registerServerInput = z.object({
  name,
  url,
  apiKey: apiKey.optional(),
  capacity: capacity.optional(),
  readsStream: z.boolean().optional(),
});
export type RegisterServerInput = z.infer<typeof registerServerInput>;

export const updateServerInput = z.object({
  name: name.optional(),
  /** With its key: one that was given for one address is never sent to another. */
  url: url.optional(),
  apiKey: apiKey.optional(),
  capacity: capacity.optional(),
  readsStream: z.boolean().optional(),
});
export type UpdateServerInput = z.infer<typeof updateServerInput>;

export const serverParams = z.object({ id: z.uuid() });

/** A session on a server that we did not make. `status` is WAHA's word. */
export const otherSession = z.object({
  name: z.string(),
  status: z.string(),
  phoneNumber: z.string().nullable(),
  pushName: z.string().nullable(),
  isIgnored: z.boolean(),
});
export type OtherSession = z.infer<typeof otherSession>;

/** A session by the name that its server gave it. */
export const sessionParams = serverParams.extend({ session: z.string().regex(/^[\w.-]{1,54}$/) });

export const ignoreSessionInput = z.object({ isIgnored: z.boolean() });

export const adoptSessionInput = z.object({ name });
