/** So many unread conversations are counted; nobody counts farther. */
export const MOST_COUNTED = 100;
