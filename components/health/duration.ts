type Duration = { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number };

const STEPS = [
  { unit: 'days', ms: 24 * 60 * 60_000 },
  { unit: 'hours', ms: 60 * 60_000 },
  { unit: 'minutes', ms: 60_000 },
] as const;

/** How long something lasted, in its largest unit that makes two; never nothing. */
export function durationOf(ms: number): Duration {
  const step = STEPS.find((one) => ms >= 2 * one.ms);
  return step
    ? { unit: step.unit, count: Math.floor(ms / step.ms) }
    : { unit: 'seconds', count: Math.max(1, Math.round(ms / 1000)) };
}
