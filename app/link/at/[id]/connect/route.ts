import { guestRoute } from '@/lib/links/door';
import { connectAsGuest } from '@/lib/links/guest';

export const POST = guestRoute(connectAsGuest);
