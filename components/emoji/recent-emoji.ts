const KEY = 'recado:emoji';
const MOST = 16;

/** What was chosen last on this device, the latest first. */
export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Remembers a choice. */
export function rememberEmoji(emoji: string): void {
  try {
    const rest = recentEmoji().filter((one) => one !== emoji);
    localStorage.setItem(KEY, JSON.stringify([emoji, ...rest].slice(0, MOST)));
  } catch {
    // Storage full or forbidden: it is only a convenience.
  }
}
