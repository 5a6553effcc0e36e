import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';

type Props<Value extends string> = {
  /** Its name for screen readers. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onPick: (value: Value) => void;
  className?: string;
  /** Of the arrow that says that it opens. */
  arrowClass?: string;
  /** What is shown; the system's own list opens over it. */
  children: ReactNode;
};

/** A chip or button that opens the system's own list: light, and at home on a phone. */
export function NativePicker<Value extends string>({
  label,
  value,
  options,
  onPick,
  className,
  arrowClass,
  children,
}: Props<Value>) {
  return (
    <span
      className={cn(
        'relative inline-flex items-center has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
        className,
      )}
    >
      {children}
      <ChevronDown aria-hidden="true" className={cn('icon-12', arrowClass)} />
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onPick(event.target.value as Value)}
        className="absolute inset-0 size-full cursor-pointer appearance-none text-base opacity-0"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-popover text-popover-foreground">
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
