import { z } from 'zod';
import { pageQuery } from '@/lib/core/pagination';

/**
 * What can go wrong with a number. `unlinked`: on the phone. `session_failed`: it does not start any more.
 * `no_network`: WAHA can't reach WhatsApp. `server_away`: we can't reach WAHA. `silent`: it works, and nothing comes.
 * `restricted`: WhatsApp does not let it write to new people.
 */
export const INCIDENT_KINDS = [
  'unlinked',
  'session_failed',
  'no_network',
  'server_away',
  'silent',
  'restricted',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/**
 * `working`: the number came back. `heard`: something came through it again. `lifted`: WhatsApp restricts it no more. Else
 * somebody stopped or deleted it.
 */
export const INCIDENT_ENDS = ['working', 'heard', 'lifted', 'stopped', 'deleted'] as const;
export type IncidentEnd = (typeof INCIDENT_ENDS)[number];

/** Something that went wrong with a number, from when to when. */
export const incidentView = z.object({
  id: z.uuid(),
  instance: z.object({ id: z.uuid(), name: z.string() }),
  kind: z.enum(INCIDENT_KINDS),
  state: z.enum(['open', 'closed']),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** Null while it is open, and where that was not kept. */
  closedAs: z.enum(INCIDENT_ENDS).nullable(),
});
export type IncidentView = z.infer<typeof incidentView>;

export const incidentPage = z.object({ data: z.array(incidentView), nextCursor: z.string().nullable() });

export const incidentQuery = pageQuery.extend({
  state: z.enum(['open', 'closed']).optional(),
  instanceId: z.uuid().optional(),
});
export type IncidentQuery = z.infer<typeof incidentQuery>;
