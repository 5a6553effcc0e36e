import { sayNames } from '@/lib/contacts/rules';
import type { MessageView } from '@/lib/messages/schema';

/** A message whose text says names where WhatsApp wants `@number`, as phones show it. */
export function withNames(message: MessageView): MessageView {
  const { text, mentions } = message;
  if (!text || mentions.length === 0) return message;
  return { ...message, text: sayNames(text, mentions) };
}
