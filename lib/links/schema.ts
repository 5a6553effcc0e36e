import { z } from 'zod';
import { INSTANCE_STATUSES } from '@/lib/instances/schema';

/** `claimed`: a browser opened it and has it until it ends. `done`: the number was connected. */
export const LINK_STATES = ['open', 'claimed', 'done', 'expired', 'revoked'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** A link as those see it who may make one. Its address is told once, in the answer that makes it. */
export const linkView = z.object({
  id: z.uuid(),
  state: z.enum(LINK_STATES),
  createdByName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** What is left of it now, whatever the reader's clock says. */
  secondsLeft: z.number().int(),
  claimedAt: z.iso.datetime().nullable(),
});
export type LinkView = z.infer<typeof linkView>;

export const madeLinkView = linkView.extend({ url: z.url() });
export type MadeLink = z.infer<typeof madeLinkView>;

export const claimInput = z.object({ token: z.string().min(1).max(100) });

/** All that a link shows of a number: no phone, and of the organization nothing but its name. */
export const guestNumber = z.object({
  name: z.string(),
  status: z.enum(INSTANCE_STATUSES),
  pending: z.enum(['connect', 'disconnect']).nullable(),
  statusAt: z.iso.datetime(),
  lastError: z.string().nullable(),
});
export type GuestNumber = z.infer<typeof guestNumber>;

/** What the page of a link shows. `used`: another browser has it. `wrong`: there is no such link. */
export type GuestLook =
  | { state: 'wrong' | 'used' | 'done' | 'expired' | 'revoked' }
  | { state: 'open'; organizationName: string; numberName: string; secondsLeft: number }
  | { state: 'yours'; id: string; organizationName: string; number: GuestNumber; secondsLeft: number };

/** What a browser that has the link hears of it, again and again. */
export type GuestStatus = { state: 'yours' | 'done' | 'expired' | 'revoked'; number: GuestNumber };
