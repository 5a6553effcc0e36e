import { cronResponse } from '@/lib/tasks/cron';

/** Seconds, for platforms that cut functions off. */
export const maxDuration = 60;

export const GET = cronResponse;
