import { customType, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from './columns';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * The words of each message that shows any, apart from the message: a message's row changes with every tick, and each
 * change would write its words into the index again. Kept by triggers on `messages` (the migration `search`), whoever writes there.
 */
export const messageSearch = pgTable(
  'message_search',
  {
    organizationId: organizationId(),
    messageId: uuid().notNull(),
    conversationId: uuid().notNull(),
    instanceId: uuid().notNull(),
    sentAt: moment().notNull(),
    /** Of the configuration `recado`: folded to lower case without accents, not stemmed. */
    words: tsvector().notNull(),
  },
  (table) => [
    // The order in which a conversation is searched: a key by the message alone would be one more index to write.
    primaryKey({
      name: 'message_search_pk',
      columns: [table.organizationId, table.conversationId, table.sentAt, table.messageId],
    }),
    index('message_search_words_idx').using('gin', table.organizationId, table.words),
    index('message_search_time_idx').on(
      table.organizationId,
      table.sentAt.desc().nullsFirst(),
      table.messageId.desc().nullsFirst(),
    ),
  ],
);
