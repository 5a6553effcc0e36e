import sharp from 'sharp';
import type { TestFile } from './attachment-strip';

/** A photo of one colour; `orientation` as a camera held upright writes it (6: turned right). */
export async function photo(
  name: string,
  { width = 320, height = 240, colour = '#3a7d6b', orientation = 1 } = {},
): Promise<TestFile> {
  const picture = sharp({ create: { width, height, channels: 3, background: colour } });
  const buffer = await picture.withMetadata({ orientation }).jpeg().toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

export const pdf = (name: string, bytes = 400): TestFile => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes, 32)]),
});
