import { z } from 'zod';

/** WAHA's answers, read loosely: only what we use, and tolerant of engines that leave it out. */
const meInfo = z
  .looseObject({
    id: z.string().nullish(),
    pushName: z.string().nullish(),
    lid: z.string().nullish(),
  })
  .nullish();

export const sessionInfo = z.looseObject({
  name: z.string(),
  status: z.string(),
  config: z.looseObject({ webhooks: z.array(z.looseObject({ url: z.string() })).nullish() }).nullish(),
  me: meInfo,
});
export type SessionInfo = z.infer<typeof sessionInfo>;
export const sessionList = z.array(sessionInfo);

export const versionInfo = z.looseObject({
  version: z.string(),
  engine: z.string(),
  tier: z.string().nullish(),
});
export type VersionInfo = z.infer<typeof versionInfo>;

export const qrAnswer = z.looseObject({ value: z.string() });
export const pairingAnswer = z.looseObject({ code: z.string() });
export const messageIdAnswer = z.looseObject({ id: z.string().min(1) });
export const numberStatus = z.looseObject({
  numberExists: z.boolean(),
  chatId: z.string().nullish(),
  pn: z.string().nullish(),
});
export const lidAnswer = z.looseObject({ lid: z.string().nullish(), pn: z.string().nullish() });
export const lidList = z.array(lidAnswer);

/** Of a group, `…/participants/v2`. */
export const participantList = z.array(
  z.looseObject({ id: z.string(), pn: z.string().nullish(), role: z.string().nullish() }),
);

/** A message found by its id: how far it got. */
export const foundMessage = z.looseObject({
  id: z.unknown(),
  timestamp: z.number().nullish(),
  ack: z.number().nullish(),
});

export const serverStatus = z.looseObject({ startTimestamp: z.number() });

/** Messages of a history: in the shape of webhooks, read by {@link readHistoryRow}. */
export const historyRows = z.array(z.record(z.string(), z.unknown()));

/** Chats with their newest message; WEBJS gives the id as an object. */
export const chatOverview = z.array(
  z.looseObject({
    id: z.union([z.string(), z.looseObject({ _serialized: z.string() })]),
    lastMessage: z.record(z.string(), z.unknown()).nullish(),
  }),
);

/** Of a message read again with its file. */
export const messageMedia = z.looseObject({ media: z.looseObject({ url: z.string().nullish() }).nullish() });
