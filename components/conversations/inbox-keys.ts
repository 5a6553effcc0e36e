import type { Preferences } from '@/lib/organizations/schema';

const SENDING = {
  enter: { send: ['Enter'], line: ['Shift', 'Enter'] },
  ctrl_enter: { send: ['Ctrl', 'Enter'], line: ['Enter'] },
};

/** The keys of the inbox, as the list of keys shows them to a person who sends like this. */
export const inboxKeys = (sendWith: Preferences['sendWith']) =>
  [
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
        { caps: ['Alt', 'M'], meaning: 'snooze' },
        { caps: ['Ctrl', 'F'], meaning: 'find' },
        { caps: ['Esc'], meaning: 'close' },
      ],
    },
    {
      part: 'messages',
      keys: [
        { caps: ['↑', '↓'], meaning: 'walk' },
        { caps: SENDING[sendWith].send, meaning: 'send' },
        { caps: SENDING[sendWith].line, meaning: 'line' },
        { caps: ['/'], meaning: 'replies' },
        { caps: ['↑'], meaning: 'edit' },
      ],
    },
  ] as const;
