import { changeRefusal, isForwardable } from '@/lib/messages/rules';
import type { MessageView } from '@/lib/messages/schema';

export type MenuVerb = 'reply' | 'copy' | 'download' | 'forward' | 'edit' | 'info' | 'revoke';

/** What can be done with a message now, in the order of its menu. */
export function verbsOf(message: MessageView, canSend: boolean): MenuVerb[] {
  const isThere = !message.revokedAt && message.status !== 'failed';
  const possible: Record<MenuVerb, boolean> = {
    // A quote needs WhatsApp's id of what it quotes.
    reply: canSend && isThere && message.waMessageId !== null,
    copy: !message.revokedAt && Boolean(message.text),
    download: !message.revokedAt && message.media?.state === 'ready',
    forward: canSend && isThere && isForwardable(message.type),
    edit: canSend && changeRefusal(message, 'edit', '') === undefined,
    info: true,
    revoke: canSend && !message.revokedAt && changeRefusal(message, 'revoke', null) === undefined,
  };
  return (Object.keys(possible) as MenuVerb[]).filter((verb) => possible[verb]);
}

/** Whether this person can react to it now. */
export const canReact = (message: MessageView, canSend: boolean): boolean =>
  canSend && changeRefusal(message, 'reaction', null) === undefined;

/** What I wrote last (newest first), if it can still be edited. */
export function lastEditable(messages: readonly MessageView[], meId: string): MessageView | undefined {
  const last = messages.find(({ sender, direction }) => direction === 'outbound' && sender.id === meId);
  return last && changeRefusal(last, 'edit', '') === undefined ? last : undefined;
}

/** A message as it will be once our reaction is there; an empty emoji takes it back. */
export function withReaction(message: MessageView, emoji: string): MessageView {
  const others = message.reactions.filter(({ fromMe }) => !fromMe);
  const ours = emoji ? [{ emoji, senderName: null, fromMe: true }] : [];
  const rest = message.pendingChanges.filter(({ kind }) => kind !== 'reaction');
  return {
    ...message,
    reactions: [...others, ...ours],
    pendingChanges: [...rest, { kind: 'reaction', state: 'queued', text: emoji, error: null }],
  };
}
