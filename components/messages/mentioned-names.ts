import type { MessageView } from '@/lib/messages/schema';

/** A message whose text says names where WhatsApp wants `@number`, as phones show it. */
export function withNames(message: MessageView): MessageView {
  const { text, mentions } = message;
  if (!text || mentions.length === 0) return message;
  const named = mentions.reduce(
    (said, { number, name }) => said.replace(new RegExp(`@${number}(?!\\d)`, 'g'), () => `@${name}`),
    text,
  );
  return { ...message, text: named };
}
