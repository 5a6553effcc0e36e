/** The keys of the inbox, as the list of keys shows them. */
export const INBOX_KEYS = [
  {
    part: 'everywhere',
    keys: [
      { caps: ['Ctrl', 'K'], meaning: 'search' },
      { caps: ['?'], meaning: 'list' },
    ],
  },
  {
    part: 'conversations',
    keys: [
      { caps: ['Alt', 'J'], meaning: 'next' },
      { caps: ['Alt', 'K'], meaning: 'previous' },
      { caps: ['Alt', 'E'], meaning: 'resolve' },
      { caps: ['Ctrl', 'F'], meaning: 'find' },
      { caps: ['Esc'], meaning: 'close' },
    ],
  },
  {
    part: 'messages',
    keys: [
      { caps: ['↑', '↓'], meaning: 'walk' },
      { caps: ['Enter'], meaning: 'send' },
      { caps: ['Shift', 'Enter'], meaning: 'line' },
      { caps: ['↑'], meaning: 'edit' },
    ],
  },
] as const;
