const PAGE = 50;
const MOST = 100;

/** In place of a message's id: the oldest unread one. */
export const UNREAD = 'unread';

/** So many unread that they don't fit a page: then one opens in the middle, at the oldest of them. */
export const isTooMany = (unread: number): boolean => unread + 10 > MOST;

/** How many messages to read first: so many that the unread divider is among them, as far as a page can hold them. */
export const firstPage = (unread: number): number => Math.min(MOST, Math.max(PAGE, unread + 10));
