import { AppError } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { FetchError } from '@/lib/media/fetch-url';
import { takeUrl } from '@/lib/media/sendable';
import { type OutboxItem, storeMedia } from './outbox-queries';
import { measuresOf } from './outgoing';
import { fitsType } from './rules';

/** A message whose file is ours: fetched now where it was given by address. Undefined when it can't be had or sent. */
export async function withFile(scope: Scope, item: OutboxItem): Promise<OutboxItem | undefined> {
  const { media } = item;
  if (!media?.sourceUrl || media.id) return item;
  const rules = { limit: env().LIMIT_UPLOAD_BYTES, allowedRanges: env().MEDIA_URL_ALLOWED_RANGES };
  try {
    const stored = await takeUrl(scope, media.sourceUrl, { filename: media.filename, rules });
    if (!fitsType(item.type, stored.mimetype)) return undefined;
    const fetched = { ...media, ...measuresOf(stored) };
    await storeMedia(scope, item.id, fetched);
    return { ...item, media: fetched };
  } catch (error) {
    if (error instanceof FetchError || error instanceof AppError) return undefined;
    throw error;
  }
}
