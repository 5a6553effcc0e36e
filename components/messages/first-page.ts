const PAGE = 50;
const MOST = 100;

/** How many messages to read first: so many that the unread divider is among them, as far as a page can hold them. */
export const firstPage = (unread: number): number => Math.min(MOST, Math.max(PAGE, unread + 10));
