const BARS = 48;
/** What a voice note without its own looks like. */
const FLAT = Array.from({ length: BARS }, () => 0.16);

/** Heights from 0 to 1 of the bars of a voice note; `encoded` is base64 of values from 0 to 100. */
export function barsOf(encoded: string | null): number[] {
  if (!encoded) return FLAT;
  const values = decode(encoded);
  if (values.length === 0 || Math.max(...values) === 0) return FLAT;
  const most = Math.max(...values);
  return Array.from({ length: BARS }, (_, index) => {
    const value = values[Math.floor((index * values.length) / BARS)] ?? 0;
    return Math.max(0.1, value / most);
  });
}

function decode(encoded: string): number[] {
  try {
    return [...atob(encoded)].map((letter) => letter.charCodeAt(0));
  } catch {
    return [];
  }
}

/** 0:07, 12:34, 1:02:03 */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
