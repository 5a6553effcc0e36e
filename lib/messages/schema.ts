import { z } from 'zod';
import { pageQuery } from '@/lib/core/pagination';

export const MESSAGE_TYPES = [
  'text',
  'image',
  'video',
  'voice',
  'audio',
  'document',
  'sticker',
  'location',
  'contact',
  'poll',
  'system',
  'unsupported',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** In the order in which a status rises; `failed` and `received` stand apart. */
export const MESSAGE_STATUSES = [
  'queued',
  'sending',
  'checking',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'received',
] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** What a line that nobody wrote tells. */
export const SYSTEM_KINDS = [
  'call_received',
  'call_rejected',
  'call_accepted',
  'group_joined',
  'group_left',
  'group_renamed',
  'group_changed',
  'people_joined',
  'people_left',
  'people_promoted',
  'people_demoted',
] as const;
export type SystemKind = (typeof SYSTEM_KINDS)[number];

export const MESSAGE_ERRORS = [
  'restricted',
  'not_on_whatsapp',
  'media_refused',
  'not_supported',
  'rejected',
  'unsettled',
] as const;
export type MessageErrorCode = (typeof MESSAGE_ERRORS)[number];

/** What people do to a message that is there. */
export const CHANGE_KINDS = ['reaction', 'edit', 'revoke'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const CHANGE_STATES = ['queued', 'sending', 'failed'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

export const CHANGE_ERRORS = ['too_late', 'not_supported', 'rejected', 'unsettled'] as const;
export type ChangeErrorCode = (typeof CHANGE_ERRORS)[number];

/** A message as pages, API and stream show it. Times are ISO 8601 in UTC. */
export const messageView = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  instanceId: z.uuid(),
  direction: z.enum(['inbound', 'outbound']),
  type: z.enum(MESSAGE_TYPES),
  text: z.string().nullable(),
  status: z.enum(MESSAGE_STATUSES),
  error: z.object({ code: z.enum(MESSAGE_ERRORS), message: z.string() }).nullable(),
  /** Nobody can tell whether it has left, and somebody took that as it is. */
  dismissed: z.boolean(),
  /**
   * Why a queued message does not leave, and when it is looked at again. Of a restriction and of the budget of first
   * contacts `error` says `restricted`; `pace`: it waits for its turn, which comes soon.
   */
  held: z
    .object({ reason: z.enum(['number_restricted', 'first_contacts', 'pace']), until: z.iso.datetime() })
    .nullable(),
  /** Of a message that waits so that its sender can take it back (by deleting it): until when. */
  undoUntil: z.iso.datetime().nullable(),
  sender: z.object({
    kind: z.enum(['contact', 'user', 'api', 'automation', 'phone', 'system']),
    id: z.uuid().nullable(),
    name: z.string().nullable(),
  }),
  media: z
    .object({
      id: z.uuid(),
      url: z.string(),
      mimetype: z.string(),
      filename: z.string().nullable(),
      size: z.number().int().nullable(),
      state: z.enum(['pending', 'ready', 'failed']),
      /** Why it failed: WhatsApp does not give it out any more, too large to fetch, no storage left in the plan. */
      reason: z.enum(['unavailable', 'too_large', 'storage_full']).nullable(),
      /** Only of pictures: a smaller one, and a few pixels of it as a data URL. */
      thumbnailUrl: z.string().nullable(),
      blur: z.string().nullable(),
      /** Pixels. */
      width: z.number().int().nullable(),
      height: z.number().int().nullable(),
      /** Of sound and film. */
      seconds: z.number().int().nullable(),
      /** Of a voice note: 64 values from 0 to 100, as bytes in base64. */
      waveform: z.string().nullable(),
    })
    .nullable(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().nullable(),
      address: z.string().nullable(),
    })
    .nullable(),
  contacts: z.array(z.object({ name: z.string(), phoneNumber: z.string().nullable() })).nullable(),
  poll: z
    .object({
      name: z.string(),
      multiple: z.boolean(),
      options: z.array(z.object({ text: z.string(), votes: z.number().int() })),
    })
    .nullable(),
  /** Only of type `system`: what happened, for sentences of one's own; `text` has the English one. */
  system: z
    .object({
      kind: z.enum(SYSTEM_KINDS),
      people: z.array(z.string()),
      title: z.string().nullable(),
      video: z.boolean(),
    })
    .nullable(),
  /** In groups: what those whom the text names as `@number` are called, where that is known. */
  mentions: z.array(z.object({ number: z.string(), name: z.string() })),
  forwarded: z.boolean(),
  late: z.boolean(),
  /** Stands on the first of the messages that were missed and found later: how many, and from when to when. */
  recovered: z.object({ count: z.number().int(), from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
  replyTo: z
    .object({
      id: z.uuid().nullable(),
      text: z.string().nullable(),
      senderName: z.string().nullable(),
      /** The contact who wrote it, where that is known. */
      senderId: z.uuid().nullable(),
      /** Whether it was one of ours. */
      fromMe: z.boolean(),
    })
    .nullable(),
  reactions: z.array(z.object({ emoji: z.string(), senderName: z.string().nullable(), fromMe: z.boolean() })),
  /**
   * Reactions, edits and deletions of ours that WhatsApp has not carried out. Until one fails the message already shows
   * what it asks for; `text` is the emoji or the new text.
   */
  pendingChanges: z.array(
    z.object({
      kind: z.enum(CHANGE_KINDS),
      state: z.enum(CHANGE_STATES),
      text: z.string().nullable(),
      error: z.object({ code: z.enum(CHANGE_ERRORS), message: z.string() }).nullable(),
    }),
  ),
  editedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  waMessageId: z.string().nullable(),
  clientId: z.string().nullable(),
  sentAt: z.iso.datetime(),
  /** The engine's finer time within that second, in microseconds, 0 where it has none: the order is sentAt, sentRank, id. */
  sentRank: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type MessageView = z.infer<typeof messageView>;

/** When we learned that a message of ours got so far; null where nobody told. */
export const receiptsView = z.object({
  sent: z.iso.datetime().nullable(),
  delivered: z.iso.datetime().nullable(),
  read: z.iso.datetime().nullable(),
  played: z.iso.datetime().nullable(),
});
export type ReceiptsView = z.infer<typeof receiptsView>;

export const messageParams = z.object({ id: z.uuid() });

/** At most one anchor; the list is always newest first and `cursor` goes on towards older ones. */
export const threadQuery = pageQuery
  .extend({
    before: z.uuid().optional(),
    after: z.uuid().optional(),
    /** `unread`: around the oldest message that nobody has read; the newest ones where there is none. */
    around: z.union([z.uuid(), z.literal('unread')]).optional(),
  })
  .refine(({ before, after, around }) => [before, after, around].filter(Boolean).length <= 1, {
    message: 'at most one of before, after and around',
    path: ['before'],
  });
export type ThreadQuery = z.infer<typeof threadQuery>;

export const messagePage = z.object({ data: z.array(messageView), nextCursor: z.string().nullable() });
