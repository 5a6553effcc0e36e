import { z } from 'zod';
import { pageQuery } from '@/lib/core/pagination';
import { hasBrokenBraces, SHORTCUT_MAX, TEXT_MAX, TITLE_MAX } from './rules';

/** A text that a team writes once and sends often. */
export const templateView = z.object({
  id: z.uuid(),
  /** What one types after a `/`. */
  shortcut: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  /** What has to be written before it can be sent; what is filled in by itself is not among them. */
  fields: z.array(z.string()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type TemplateView = z.infer<typeof templateView>;

/** In small letters, whatever was given: two that differ in case only would be the same to who types them. */
const shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .transform((value) => value.replace(/^\//, ''))
  .pipe(
    z
      .string()
      .regex(
        new RegExp(`^[a-z0-9_-]{1,${SHORTCUT_MAX}}$`),
        `must be 1 to ${SHORTCUT_MAX} letters without accents, digits, "-" or "_"`,
      ),
  );

const title = z
  .string()
  .trim()
  .max(TITLE_MAX)
  .nullable()
  .transform((value) => value || null);

const text = z
  .string()
  .transform((value) => value.replace(/\r\n?/g, '\n').trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(TEXT_MAX)
      .refine((value) => !hasBrokenBraces(value), 'has a variable that is not closed, empty or too long'),
  );

export const createTemplateInput = z.object({ shortcut, title: title.optional(), text });
export type CreateTemplateInput = z.infer<typeof createTemplateInput>;

export const updateTemplateInput = z.object({
  shortcut: shortcut.optional(),
  title: title.optional(),
  text: text.optional(),
});
export type UpdateTemplateInput = z.infer<typeof updateTemplateInput>;

export const templateParams = z.object({ id: z.uuid() });

export const templateQuery = pageQuery;

export const templatePage = z.object({ data: z.array(templateView), nextCursor: z.string().nullable() });
