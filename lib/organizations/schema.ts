import { z } from 'zod';

/** How a person writes here. `undoSeconds`: so long a message of theirs waits before it leaves, 0: it does not. */
export const preferencesView = z.object({
  sendWith: z.enum(['enter', 'ctrl_enter']),
  undoSeconds: z.union([z.literal(0), z.literal(5)]),
});
export type Preferences = z.infer<typeof preferencesView>;
