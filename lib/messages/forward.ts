import { AppError, invalidField } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';
import { copyMedia } from '@/lib/media/sendable';
import type { MessageRow } from './queries';
import { isForwardable } from './rules';
import { requireMessage } from './service';
import { withWishes } from './wishes';

/**
 * The content of a message that is passed on, as columns of the new one. The file of a message belongs to both from
 * now on. Throws `not_found`, `invalid_state` for a deleted one, `invalid` for what can't be passed on.
 */
export async function forwardOf(scope: Scope, id: string) {
  const row = await requireMessage(scope, id);
  const { message } = row;
  if (withWishes(row).message.revokedAt) throw new AppError('invalid_state', { detail: 'messageDeleted' });
  if (!isForwardable(message.type))
    throw invalidField('forward', `is of type ${message.type}, which can't be forwarded`);
  const { type, text, location, contacts, poll } = message;
  const media = message.media && (await ownFile(scope, message.media));
  return {
    type,
    text,
    location,
    contacts,
    media,
    poll: poll && { ...poll, options: poll.options.map((option) => ({ ...option, votes: 0 })) },
    isForwarded: true,
    forwardOfId: message.id,
  };
}

/** An address that WAHA gave for an incoming file is not ours to fetch from. */
async function ownFile(scope: Scope, media: NonNullable<MessageRow['message']['media']>) {
  const { id, mimetype, filename, size } = media;
  const own = id && (await copyMedia(scope, id));
  return { ...(own ? { id: own } : {}), mimetype, filename, size, sourceUrl: null };
}
