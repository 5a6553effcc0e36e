import { z } from 'zod';

export const INSTANCE_STATUSES = [
  'STOPPED',
  'STARTING',
  'SCAN_QR_CODE',
  'PASSKEY_REQUIRED',
  'PASSKEY_CONFIRMATION_REQUIRED',
  'WORKING',
  'FAILED',
] as const;

export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];

/** `human`: seconds apart. `careful`: half a minute and more. */
export const PACES = ['none', 'human', 'careful'] as const;

const settings = z.object({
  autoReply: z.boolean(),
  ignoreGroups: z.boolean(),
  /** Customers see that a message was read once a person has read it here. */
  sendReadReceipts: z.boolean(),
  /** How first contacts and bulk sends leave; answers in a live chat always go at once. */
  pace: z.enum(PACES),
  /** Before those, the chat shows that somebody is typing. */
  showTyping: z.boolean(),
  /** New people a day that the number may write to first; null: as its age allows, from 10 on. */
  firstContactsPerDay: z.number().int().min(0).max(10_000).nullable(),
});

export type InstanceSettings = z.infer<typeof settings>;

export const DEFAULT_INSTANCE_SETTINGS: InstanceSettings = {
  autoReply: false,
  ignoreGroups: false,
  sendReadReceipts: true,
  pace: 'human',
  showTyping: true,
  firstContactsPerDay: null,
};

/** A linked number as pages, API and stream show it. Times are ISO 8601 in UTC. */
export const instanceView = z.object({
  id: z.uuid(),
  name: z.string(),
  sessionName: z.string(),
  status: z.enum(INSTANCE_STATUSES),
  pending: z.enum(['connect', 'disconnect']).nullable(),
  phoneNumber: z.string().nullable(),
  pushName: z.string().nullable(),
  server: z.object({
    id: z.uuid(),
    name: z.string(),
    engine: z.string().nullable(),
    version: z.string().nullable(),
  }),
  settings,
  health: z.object({
    state: z.enum(['ok', 'quiet', 'suspect', 'down']),
    lastEventAt: z.iso.datetime().nullable(),
    lastError: z.string().nullable(),
  }),
  /** How far WhatsApp, and our own care, let the number write to people who have not written to it. */
  limits: z.object({
    /** Today, in the organization's time zone; `byAge` is what the budget is where nobody set it. */
    firstContacts: z.object({
      used: z.number().int(),
      budget: z.number().int(),
      byAge: z.number().int(),
      renewsAt: z.iso.datetime(),
    }),
    /**
     * WhatsApp does not let it write to new people: it told us of a lock or of a quota that is used up, or refused a
     * send (then the end is a guess). Null where it may.
     */
    restriction: z
      .object({
        kind: z.enum(['timelock', 'capping', 'refused']),
        since: z.iso.datetime(),
        until: z.iso.datetime(),
      })
      .nullable(),
    /** WhatsApp's own quota of new chats, where it told of one. */
    capping: z
      .object({
        status: z.string(),
        used: z.number().int(),
        total: z.number().int().nullable(),
        renewsAt: z.iso.datetime().nullable(),
      })
      .nullable(),
  }),
  /**
   * What is brought in from before the number was linked: `done` messages of `total`, which WhatsApp does not always
   * tell; `progress` is 0 to 1. Null where nobody wished for it.
   */
  historyImport: z
    .object({
      state: z.enum(['waiting', 'running', 'done', 'failed']),
      days: z.number().int(),
      done: z.number().int(),
      total: z.number().int().nullable(),
      progress: z.number(),
    })
    .nullable(),
  /** Since when the status holds. */
  statusAt: z.iso.datetime(),
  connectedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type InstanceView = z.infer<typeof instanceView>;

/** How many days of earlier conversations can be wished for. */
export const HISTORY_DAYS = [0, 7, 30, 90] as const;
export type HistoryDays = (typeof HISTORY_DAYS)[number];

const name = z.string().trim().min(1).max(80);

export const createInstanceInput = z.object({
  name,
  settings: settings.partial().optional(),
  serverId: z.uuid().optional(),
  /** Days of earlier conversations to bring in when a phone is linked first; 0 brings none. */
  historyDays: z.literal([...HISTORY_DAYS]).optional(),
});
export type CreateInstanceInput = z.infer<typeof createInstanceInput>;

export const updateInstanceInput = z.object({
  name: name.optional(),
  settings: settings.partial().optional(),
});
export type UpdateInstanceInput = z.infer<typeof updateInstanceInput>;

export const moveInstanceInput = z.object({ serverId: z.uuid() });
export type MoveInstanceInput = z.infer<typeof moveInstanceInput>;

export const instanceParams = z.object({ id: z.uuid() });

export const disconnectInput = z.object({ logout: z.boolean().optional() });

export const pairingCodeInput = z.object({ phoneNumber: z.string().trim().min(5).max(30) });
export const pairingCodeView = z.object({ code: z.string() });

/** `value` is what the QR says, `image` its picture; `expiresAt` when WhatsApp will rotate it. */
export const qrView = z.object({
  value: z.string(),
  image: z.string().startsWith('data:image/png;base64,'),
  expiresAt: z.iso.datetime(),
});
export type QrView = z.infer<typeof qrView>;

export const syncResultView = z.object({
  data: z.array(
    z.object({
      instanceId: z.uuid(),
      before: z.enum(INSTANCE_STATUSES),
      after: z.enum(INSTANCE_STATUSES),
      recoveredMessages: z.number().int(),
      error: z.string().nullable(),
    }),
  ),
});
export type SyncResult = z.infer<typeof syncResultView>['data'][number];
