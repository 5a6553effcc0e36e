/** Longest side in pixels and JPEG quality, as WhatsApp's own two choices. */
const SIZES = {
  standard: { side: 1600, quality: 0.8 },
  hd: { side: 4096, quality: 0.9 },
};

export type Shrunk = { file: File; width: number; height: number };

/**
 * A picture as it leaves: turned as its camera says, no larger than the choice allows, and without what the camera
 * wrote into it (place, device). Rejects for what this browser can't read.
 */
export async function shrinkImage(file: File, choice: 'standard' | 'hd'): Promise<Shrunk> {
  const { side, quality } = SIZES[choice];
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const blob = await draw(bitmap, width, height, quality);
    const isBetter = file.type === 'image/jpeg' || scale < 1 || blob.size < file.size;
    return { file: isBetter ? named(blob, file.name) : file, width, height };
  } finally {
    bitmap.close();
  }
}

/** The size of a picture that leaves as it is. */
export async function measureImage(file: File): Promise<Shrunk> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  bitmap.close();
  return { file, width, height };
}

function draw(bitmap: ImageBitmap, width: number, height: number, quality: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('No canvas');
  // What was transparent is white, as on WhatsApp.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}

const named = (blob: Blob, name: string) =>
  new File([blob], `${name.replace(/\.[^.]*$/, '') || 'foto'}.jpg`, { type: 'image/jpeg' });
