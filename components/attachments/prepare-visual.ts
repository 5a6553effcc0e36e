import { measureImage, type Shrunk, shrinkImage } from './shrink-image';
import type { Quality } from './upload';

const PATIENCE_MS = 3_000;

/** A picture or film as it leaves, with its size in pixels. Rejects for what this browser can't read. */
export function prepareVisual(file: File, kind: 'image' | 'video', quality: Quality): Promise<Shrunk> {
  if (kind === 'video') return measureFilm(file);
  // Moving pictures would stand still.
  if (file.type === 'image/gif' || quality === 'original') return measureImage(file);
  return shrinkImage(file, quality);
}

async function measureFilm(file: File): Promise<Shrunk> {
  const film = document.createElement('video');
  const url = URL.createObjectURL(file);
  try {
    await new Promise((resolve, reject) => {
      film.onloadedmetadata = resolve;
      film.onerror = reject;
      setTimeout(reject, PATIENCE_MS);
      film.preload = 'metadata';
      film.src = url;
    });
    return { file, width: film.videoWidth, height: film.videoHeight };
  } finally {
    film.removeAttribute('src');
    URL.revokeObjectURL(url);
  }
}
