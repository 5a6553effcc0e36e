/** The largest a picture or film is shown in its bubble, in pixels. */
const MOST = { width: 304, height: 360 };
/** Room for the marks on it. */
const LEAST = 140;
/** What is not measured yet. */
const UNKNOWN = { width: 240, height: 180 };

/** The place a picture takes, before and after it is loaded: nothing moves. */
export function pictureSize(
  width: number | null,
  height: number | null,
  most = MOST,
): { width: number; height: number } {
  if (!width || !height) return UNKNOWN;
  const scale = Math.min(most.width / width, most.height / height, 1);
  return {
    width: Math.max(LEAST, Math.round(width * scale)),
    height: Math.max(LEAST / 2, Math.round(height * scale)),
  };
}
