import { foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';
import { messages } from './messages';

/** The reaction of each person to a message. An empty emoji is one that was taken back: it keeps an older one out. */
export const messageReactions = pgTable(
  'message_reactions',
  {
    organizationId: organizationId(),
    messageId: uuid().notNull(),
    /** Whose: `me` for the number itself, `them` for the other one of a direct chat, in groups the address. */
    author: text().notNull(),
    emoji: text().notNull(),
    reactedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.messageId, table.author] }),
    foreignKey({
      name: 'message_reactions_message_fk',
      columns: [table.organizationId, table.messageId],
      foreignColumns: [messages.organizationId, messages.id],
    }).onDelete('cascade'),
  ],
);

/** What each person chose last in a poll; nothing chosen is a vote that was withdrawn. */
export const messageVotes = pgTable(
  'message_votes',
  {
    organizationId: organizationId(),
    messageId: uuid().notNull(),
    /** Whose: `me` for the number itself, `them` for the other one of a direct chat, in groups the address. */
    author: text().notNull(),
    options: text().array().notNull(),
    votedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.messageId, table.author] }),
    foreignKey({
      name: 'message_votes_message_fk',
      columns: [table.organizationId, table.messageId],
      foreignColumns: [messages.organizationId, messages.id],
    }).onDelete('cascade'),
  ],
);

/** Every edit of a message; the first text is `messages.original_text`. */
export const messageEdits = pgTable(
  'message_edits',
  {
    organizationId: organizationId(),
    messageId: uuid().notNull(),
    editedAt: moment().notNull(),
    /** The edit's own id: some engines give it the message's. */
    waId: text().notNull(),
    /** Null where WAHA could not read the new text. */
    text: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.messageId, table.editedAt, table.waId] }),
    foreignKey({
      name: 'message_edits_message_fk',
      columns: [table.organizationId, table.messageId],
      foreignColumns: [messages.organizationId, messages.id],
    }).onDelete('cascade'),
  ],
);
