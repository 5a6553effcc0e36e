import { z } from 'zod';

/** As long as the longest text that WhatsApp takes. */
export const MAX_DRAFT = 65_536;

/**
 * `ageMs`: how long ago the person typed it last. `replaces`: the text that the writer knows to be kept, and typed this one
 * after. An empty text throws it away.
 */
export const saveDraftInput = z.object({
  conversationId: z.uuid(),
  text: z.string().max(MAX_DRAFT),
  ageMs: z.number().int().min(0),
  replaces: z.string().max(MAX_DRAFT).optional(),
});
export type SaveDraftInput = z.infer<typeof saveDraftInput>;

export const listDraftsInput = z.object({});

/** What a person has typed and not sent. */
export type DraftView = { conversationId: string; text: string };

/** What holds now; `isTaken` is false where a newer one was there. */
export type SavedDraft = DraftView & { isTaken: boolean };

/** The latest first; `isAll` is false where there are more. */
export type DraftList = { drafts: DraftView[]; isAll: boolean };
