import { stat } from 'node:fs/promises';
import sharp from 'sharp';

/** What is known of a picture: pixels as shown (turned as its EXIF says), and a few of them as a data URL. */
export type Picture = { width: number; height: number; blur: string };

/** The longer side, in pixels: a bubble is at most 480 CSS pixels wide, and half of the screens are finer. */
const THUMBNAIL_SIDE = 720;
const BLUR_SIDE = 16;
/** A file that is no larger than this is its own thumbnail. */
const SMALL_BYTES = 80_000;
/** A bomb of a few kilobytes can hold gigapixels. */
const LIMITS = { limitInputPixels: 100_000_000, sequentialRead: true, failOn: 'error' as const };

/** Whether we draw it ourselves: never SVG, which is a document. */
export const isPicture = (mimetype: string): boolean => /^image\/(jpeg|png|webp|gif|avif)$/.test(mimetype);

/**
 * Measures a picture, and draws a smaller one (WebP) into `thumbnailPath` where that is worth it. Undefined for what
 * can't be read as one: it stays a file. Animations keep their first frame only.
 */
export async function readPicture(
  path: string,
  thumbnailPath: string,
): Promise<(Picture & { hasThumbnail: boolean }) | undefined> {
  try {
    const { autoOrient } = await sharp(path, LIMITS).metadata();
    const { width, height } = autoOrient;
    const tiny = await open(path).resize(BLUR_SIDE, BLUR_SIDE, INSIDE).webp({ quality: 30 }).toBuffer();
    const isSmall = Math.max(width, height) <= THUMBNAIL_SIDE && (await stat(path)).size <= SMALL_BYTES;
    if (!isSmall)
      await open(path)
        .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, INSIDE)
        .webp({ quality: 72 })
        .toFile(thumbnailPath);
    const blur = `data:image/webp;base64,${tiny.toString('base64')}`;
    return { width, height, blur, hasThumbnail: !isSmall };
  } catch {
    return undefined;
  }
}

const INSIDE = { fit: 'inside', withoutEnlargement: true } as const;

const open = (path: string) => sharp(path, LIMITS).autoOrient().timeout({ seconds: 20 });
