/** 640 kB, 18,4 MB: as the language writes it. */
export function sizeOf(bytes: number, locale: string | undefined): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(3, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumFractionDigits: step > 1 || bytes < 10_000 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}
