import { defineRoute } from '@/lib/handlers/define-route';
import { fileResponse } from '@/lib/handlers/file-response';
import { mediaParams, mediaQuery } from '@/lib/media/schema';
import { openMedia } from '@/lib/media/service';

export const GET = defineRoute(
  {
    summary: 'A file, whole or in parts (`Range`)',
    tag: 'Messages',
    permission: 'conversations:read',
    params: mediaParams,
    query: mediaQuery,
  },
  async ({ scope, params, query, request }) =>
    fileResponse(request, await openMedia(scope, params.id, { isThumbnail: query.thumbnail })),
);
