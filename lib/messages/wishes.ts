import type { MessageRow } from './queries';

/** A message as it will be once WhatsApp has done what is wanted of it; what failed is not counted. */
export function withWishes(row: MessageRow): MessageRow {
  return row.changes.filter(({ state }) => state !== 'failed').reduce(apply, row);
}

function apply(row: MessageRow, { kind, text, at }: MessageRow['changes'][number]): MessageRow {
  const { message } = row;
  if (kind === 'revoke')
    return { ...row, message: { ...message, revokedAt: message.revokedAt ?? new Date(at) } };
  if (kind === 'edit') return { ...row, message: { ...message, text, editedAt: new Date(at) } };
  const others = row.reactions.filter(({ fromMe }) => !fromMe);
  const ours = text ? [{ emoji: text, senderName: null, fromMe: true }] : [];
  return { ...row, reactions: [...others, ...ours] };
}
