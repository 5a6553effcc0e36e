import { guestRoute } from '@/lib/links/door';
import { getGuestQr } from '@/lib/links/guest';

export const GET = guestRoute(getGuestQr);
