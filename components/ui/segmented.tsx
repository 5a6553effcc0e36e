import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';

/** The tray and the pieces of a segmented switch, shared with tabs. */
export const segmentedTray = 'flex gap-0.5 rounded-lg bg-muted p-0.5';
export const segmentedPiece =
  'inline-flex h-7 flex-1 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md px-2.5 font-medium text-muted-foreground transition-colors hover:text-foreground max-md:h-8 [&>svg]:icon-16';
export const segmentedOn =
  'bg-background text-foreground ring-1 ring-border dark:bg-foreground/10 dark:ring-0';

/** A few choices side by side of which one holds; radio buttons underneath, so arrows move between them. */
export function Segmented<Value extends string>({
  name,
  legend,
  value,
  options,
  onChange,
  className,
}: {
  name: string;
  /** Its name for screen readers. */
  legend: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode; lang?: string }[];
  onChange: (value: Value) => void;
  className?: string;
}) {
  return (
    <fieldset className={cn(segmentedTray, className)}>
      <legend className="sr-only">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          lang={option.lang}
          className={cn(
            segmentedPiece,
            'relative has-focus-visible:outline-2 has-focus-visible:outline-focus',
            option.value === value && segmentedOn,
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 appearance-none rounded-md outline-none"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
