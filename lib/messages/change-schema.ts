import { z } from 'zod';
import { isEmoji } from './emoji';
import { MAX_TEXT } from './send-schema';

/** An empty one takes the reaction back. */
export const reactionInput = z.object({
  emoji: z.string().refine((emoji) => emoji === '' || isEmoji(emoji), { message: 'must be one emoji' }),
});

/** Of a file: its caption. */
export const editInput = z.object({ text: z.string().min(1).max(MAX_TEXT) });

/** As pages send them: with the message that addresses carry elsewhere. */
export const reactionActionInput = reactionInput.extend({ id: z.uuid() });
export const editActionInput = editInput.extend({ id: z.uuid() });
