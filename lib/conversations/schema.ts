import { z } from 'zod';
import { moment } from '@/lib/core/moment';
import { pageQuery } from '@/lib/core/pagination';
import { MESSAGE_STATUSES, MESSAGE_TYPES } from '@/lib/messages/schema';

/** So long a join of two conversations can be undone. */
export const UNDO_DAYS = 30;

/** The title where WhatsApp shows neither name nor phone: screens say it in the reader's language. */
export const NUMBER_HIDDEN = 'Number hidden';

export const CONVERSATION_STATUSES = ['open', 'pending', 'snoozed', 'resolved'] as const;

export const CONVERSATION_KINDS = ['direct', 'group'] as const;

/**
 * A join of a conversation's contact with another one that turned out to be the same person; `undo` takes its
 * id. `conversationId` is the conversation that is gone (null where the other one had none here), `people` are both as
 * they were known, the one that remains first.
 */
const joinView = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  undoUntil: z.iso.datetime(),
  conversationId: z.uuid().nullable(),
  people: z.array(z.object({ name: z.string().nullable(), phoneNumber: z.string().nullable() })),
});
export type JoinView = z.infer<typeof joinView>;

/** A conversation as pages, API and stream show it. Times are ISO 8601 in UTC. */
export const conversationView = z.object({
  id: z.uuid(),
  instanceId: z.uuid(),
  kind: z.enum(CONVERSATION_KINDS),
  contact: z
    .object({
      id: z.uuid(),
      name: z.string(),
      phoneNumber: z.string().nullable(),
      avatarUrl: z.string().nullable(),
    })
    .nullable(),
  title: z.string(),
  status: z.enum(CONVERSATION_STATUSES),
  assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  labels: z.array(z.object({ id: z.uuid(), name: z.string(), color: z.string() })),
  unreadCount: z.number().int(),
  lastMessage: z
    .object({
      id: z.uuid(),
      direction: z.enum(['inbound', 'outbound']),
      type: z.enum(MESSAGE_TYPES),
      preview: z.string(),
      /** In groups, who of the others wrote it. */
      senderName: z.string().nullable(),
      status: z.enum(MESSAGE_STATUSES),
      sentAt: z.iso.datetime(),
    })
    .nullable(),
  lastMessageAt: z.iso.datetime().nullable(),
  /** The latest one. */
  joined: joinView.nullable(),
  /** Those before it, each to be undone once none is later. */
  earlierJoins: z.array(joinView),
  snoozedUntil: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ConversationView = z.infer<typeof conversationView>;

export const conversationParams = z.object({ id: z.uuid() });

/**
 * Whether a person has read it, so that the customer may be told (where the number tells that). What is left out is true
 * for a person who is signed in here, and false for a program.
 */
export const readInput = z.object({ byPerson: z.boolean().optional() });
export type ReadInput = z.infer<typeof readInput>;

/** Whether WhatsApp was asked to tell who types. */
export const typingWatch = z.object({ isWatched: z.boolean() });
export type TypingWatch = z.infer<typeof typingWatch>;

/** The id of a join, as a conversation's `joined` tells it. */
export const mergeParams = z.object({ id: z.uuid() });

export const conversationQuery = pageQuery.extend({
  status: z.enum(CONVERSATION_STATUSES).optional(),
  assignee: z.union([z.literal('me'), z.literal('none'), z.uuid()]).optional(),
  instanceId: z.uuid().optional(),
  kind: z.enum(CONVERSATION_KINDS).optional(),
  label: z.uuid().optional(),
  unread: z.stringbool().optional(),
  q: z.string().trim().max(200).optional(),
});
export type ConversationQuery = z.infer<typeof conversationQuery>;

export const unreadQuery = conversationQuery.pick({ status: true, instanceId: true, kind: true });
export type UnreadQuery = z.infer<typeof unreadQuery>;

/** Conversations with something unread: my own, nobody's, and all; each up to 100. */
export const unreadCounts = z.object({
  mine: z.number().int(),
  unassigned: z.number().int(),
  all: z.number().int(),
});
export type UnreadCounts = z.infer<typeof unreadCounts>;

export const updateConversationInput = z
  .object({
    status: z.enum(CONVERSATION_STATUSES).optional(),
    snoozedUntil: moment.nullable().optional(),
    assigneeId: z.uuid().nullable().optional(),
    labelIds: z.array(z.uuid()).max(50).optional(),
  })
  .refine(({ status, snoozedUntil }) => status !== 'snoozed' || Boolean(snoozedUntil), {
    message: 'is needed to snooze',
    path: ['snoozedUntil'],
  });
export type UpdateConversationInput = z.infer<typeof updateConversationInput>;

export const conversationPage = z.object({
  data: z.array(conversationView),
  nextCursor: z.string().nullable(),
});
