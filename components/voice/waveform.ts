/** As many values as WhatsApp keeps of a voice note. */
const VALUES = 64;
const HIGHEST = 100;

/** Levels from 0 to 1, however many, as WhatsApp keeps them: 64 bytes from 0 to 100, the loudest full, in base64. */
export function encodeWaveform(levels: readonly number[]): string {
  const loudest = Math.max(0.01, ...levels);
  const bytes = Array.from({ length: VALUES }, (_, index) => {
    const from = Math.floor((index * levels.length) / VALUES);
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / VALUES));
    const peak = Math.max(0, ...levels.slice(from, to));
    return Math.round((peak / loudest) * HIGHEST);
  });
  return btoa(String.fromCharCode(...bytes));
}
