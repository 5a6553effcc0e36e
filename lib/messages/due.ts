import { selectDueOutboxes } from './outbox-queries';

/** Outboxes of the whole installation with messages that are due. */
export const dueOutboxes = selectDueOutboxes;
