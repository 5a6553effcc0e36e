import { z } from 'zod';

export const mediaParams = z.object({ id: z.uuid() });

/** `thumbnail=true`: the smaller picture, where there is one. */
export const mediaQuery = z.object({ thumbnail: z.stringbool().optional() });

/** What a program or page gets for an upload; `mimetype` is what the bytes say, `size` is in bytes. */
export const uploadView = z.object({
  uploadId: z.uuid(),
  mimetype: z.string(),
  size: z.number().int().positive(),
});
export type UploadView = z.infer<typeof uploadView>;

/** For the document only: the body is read as a stream. */
export const uploadForm = z.object({ file: z.string().meta({ format: 'binary' }) });

/** How many bytes will be put; the address takes no other number. */
export const directInput = z.object({ size: z.number().int().positive() });
export type DirectInput = z.infer<typeof directInput>;

/** Where to put them, by PUT; `id` names them afterwards. */
export const directUploadView = z.object({ id: z.uuid(), url: z.url(), expiresAt: z.iso.datetime() });
export type DirectUploadView = z.infer<typeof directUploadView>;

/** What its sender calls it, and takes it for. */
export const finishInput = z.object({
  filename: z.string().max(1024).optional(),
  mimetype: z.string().max(255).optional(),
});
export type FinishInput = z.infer<typeof finishInput>;
