import { guestRoute, readPhone } from '@/lib/links/door';
import { getGuestCode } from '@/lib/links/guest';

export const POST = guestRoute(async (id, cookie, request) =>
  getGuestCode(id, cookie, await readPhone(request)),
);
