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
