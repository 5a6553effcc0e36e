import { healthResponse } from '@/lib/tasks/health';

export const GET = healthResponse;
