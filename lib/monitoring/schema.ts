import { z } from 'zod';
import { type Page, pageQuery } from '@/lib/core/pagination';

export const KEPT_STATES = ['failed', 'unknown'] as const;
export type KeptState = (typeof KEPT_STATES)[number];

/** An event of the journal as page and API show it. Times are ISO 8601 in UTC. */
export const keptEventView = z.object({
  id: z.uuid(),
  instanceId: z.uuid(),
  instanceName: z.string(),
  /** WAHA's name of its kind; `?` where the body names none. */
  event: z.string(),
  /** `failed`: it could not be stored; `unknown`: nobody here can read it; `applied`: a replay worked. */
  state: z.enum(['applied', ...KEPT_STATES]),
  /** The fault's short name, never what the event says. */
  error: z.string().nullable(),
  /** How often it was tried. */
  attempts: z.number().int(),
  /** A replay was asked for and has not happened yet. */
  isWaiting: z.boolean(),
  /** Of the raw body, in bytes. */
  size: z.number().int(),
  receivedAt: z.iso.datetime(),
});
export type KeptEventView = z.infer<typeof keptEventView>;

/** One event with its raw body; null for who may not see it. */
export const keptEventDetail = keptEventView.extend({ body: z.string().nullable() });
export type KeptEventDetail = z.infer<typeof keptEventDetail>;

export const keptEventParams = z.object({ id: z.uuid() });

const filter = z.object({ instanceId: z.uuid().optional(), state: z.enum(KEPT_STATES).optional() });
export type KeptEventFilter = z.infer<typeof filter>;

export const keptEventQuery = pageQuery.extend(filter.shape);
export type KeptEventQuery = z.infer<typeof keptEventQuery>;

export const keptEventPage = z.object({
  data: z.array(keptEventView),
  nextCursor: z.string().nullable(),
});

/** What to replay: these events, or all that fit the filter. */
export const replayInput = filter.extend({ ids: z.array(z.uuid()).min(1).max(100).optional() });
export type ReplayInput = z.infer<typeof replayInput>;

/** `requested`: by this call; `waiting`: all that a replay still has to try. */
export const replayAnswer = z.object({ requested: z.number().int(), waiting: z.number().int() });
export type ReplayAnswer = z.infer<typeof replayAnswer>;

const sendTrouble = z.object({
  messageId: z.uuid(),
  conversationId: z.uuid(),
  instanceId: z.uuid(),
  title: z.string(),
  errorCode: z.string().nullable(),
  at: z.iso.datetime(),
});
export type SendTrouble = z.infer<typeof sendTrouble>;

const refusedTrouble = z.object({
  instanceId: z.uuid(),
  instanceName: z.string(),
  count: z.number().int(),
  lastAt: z.iso.datetime(),
});

const jobTrouble = z.object({
  id: z.string(),
  task: z.string(),
  instanceName: z.string().nullable(),
  attempts: z.number().int(),
  at: z.iso.datetime(),
});
export type JobTrouble = z.infer<typeof jobTrouble>;

/** What went wrong lately: the journal's counts, and the last seven days of the rest. */
export const monitoringView = z.object({
  events: z.object({ failed: z.number().int(), unknown: z.number().int(), waiting: z.number().int() }),
  /** The newest sends that failed; null for who may not read conversations. */
  sends: z.array(sendTrouble).nullable(),
  /** Deliveries refused for a missing or wrong signature, by number. */
  refused: z.array(refusedTrouble),
  /** Background jobs that will not be tried again. */
  jobs: z.array(jobTrouble),
});
export type MonitoringView = z.infer<typeof monitoringView>;

/** How many events the page loads at a time. */
export const FIRST_PAGE = 25;

/** What the page is drawn from before it asks by itself. */
export type MonitoringPageView = {
  view: MonitoringView;
  events: Page<KeptEventView>;
  numbers: { id: string; name: string }[];
  canSeeBodies: boolean;
};
