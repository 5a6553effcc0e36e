import { z } from 'zod';
import { STREAM_STATES } from '@/lib/servers/schema';

/** `late`: jobs are due and nobody takes them. `low`: the disk is nearly full. */
export const check = z.enum(['ok', 'late', 'low', 'down']);
export type Check = z.infer<typeof check>;

/** How the installation is; `checks` only for who has credentials. */
export const healthView = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  checks: z
    .object({
      database: check,
      worker: check,
      stream: check,
      disk: check,
      /** `stream`: of a server that can't call us; `waiting`: it is not listened to just now. */
      servers: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          status: z.enum(['ok', 'down']),
          stream: z.enum(STREAM_STATES),
        }),
      ),
      waha: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          status: z.string(),
          state: z.enum(['ok', 'quiet', 'suspect', 'down']),
          lastError: z.string().nullable(),
          serverId: z.string(),
        }),
      ),
    })
    .optional(),
});
export type HealthView = z.infer<typeof healthView>;
