import { claimResponse } from '@/lib/links/door';

export const POST = claimResponse;
