import { Check } from 'lucide-react';
import { cn } from '@/lib/utils';

/** A box to tick a row with; its name is for screen readers. */
export function RowCheckbox({
  label,
  checked,
  onChange,
  className,
}: {
  label: string;
  checked: boolean;
  onChange: () => void;
  className?: string;
}) {
  return (
    <span className={cn('relative grid size-4 before:absolute before:-inset-2.5', className)}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={onChange}
        className="peer relative size-4 appearance-none rounded-sm border border-input bg-background checked:border-transparent checked:bg-foreground dark:bg-transparent dark:checked:bg-foreground"
      />
      <Check className="icon-12 pointer-events-none absolute inset-0 m-auto hidden text-background peer-checked:block" />
    </span>
  );
}
