import { cn } from '@/lib/utils';

const radius = 8;
const length = 2 * Math.PI * radius;

/** A ring of 20 that shows how much is left or done, from 0 to 1. Decoration: say it in words beside it. */
export function ProgressRing({ value, className }: { value: number; className?: string }) {
  const part = Math.min(1, Math.max(0, value));
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className={cn('icon-20 -rotate-90', className)}>
      <circle cx="10" cy="10" r={radius} fill="none" strokeWidth="3" className="stroke-border" />
      <circle
        cx="10"
        cy="10"
        r={radius}
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
        strokeDasharray={`${part * length} ${length}`}
        className={cn('stroke-primary', part === 0 && 'hidden')}
      />
    </svg>
  );
}
