import { AppError } from '@/lib/core/errors';
import type { MessageRow } from './queries';
import { changeRefusal } from './rules';
import type { ChangeKind, MessageStatus, MessageType } from './schema';

/** Throws `invalid_state` with a sentence when this can't be done to the message. */
export function canChange({ message, changes }: MessageRow, kind: ChangeKind, text: string | null): void {
  const isGoing = changes.some((change) => change.kind === 'revoke' && change.state !== 'failed');
  const known = {
    ...message,
    type: message.type as MessageType,
    status: message.status as MessageStatus,
    revokedAt: message.revokedAt ?? (isGoing ? message.sentAt : null),
  };
  const detail = changeRefusal(known, kind, text);
  if (detail) throw new AppError('invalid_state', { detail });
}
