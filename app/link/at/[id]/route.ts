import { guestRoute } from '@/lib/links/door';
import { askGuestStatus } from '@/lib/links/guest';

export const GET = guestRoute(askGuestStatus);
