/** Text as Postgres can keep it: without U+0000, lone surrogates replaced. Undefined for what is not text or empty. */
export function cleanText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const clean = value.replaceAll('\u0000', '').toWellFormed();
  return clean === '' ? undefined : clean;
}

/** A JSON value with every string cleaned as {@link cleanText} does, so that `jsonb` takes it. */
export function cleanJson(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value) ?? '';
  if (Array.isArray(value)) return value.map(cleanJson);
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [cleanText(key) ?? '', cleanJson(inner)]),
    );
  }
  return value;
}

/**
 * WAHA's times come as seconds, milliseconds, fractions or text, depending on engine and event (2026.2.1). Undefined
 * when there is none.
 */
export function toDate(value: unknown): Date | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return undefined;
  const milliseconds = number > 100_000_000_000 ? number : number * 1000;
  return milliseconds < 8.64e15 ? new Date(Math.floor(milliseconds)) : undefined;
}
