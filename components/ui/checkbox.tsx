import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/utils';

type ChoiceProps = Omit<ComponentProps<'input'>, 'type' | 'children'> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** A box to tick, with its name and an explanation; the whole line can be pressed. */
export function Checkbox({ label, hint, className, ...props }: ChoiceProps) {
  return (
    <label className={cn('flex items-start gap-2.5 py-1 has-disabled:opacity-55 max-md:py-2', className)}>
      <span className="relative mt-0.5 grid size-4 shrink-0">
        <input
          type="checkbox"
          className="peer size-4 appearance-none rounded-sm border border-input bg-background checked:border-transparent checked:bg-foreground dark:bg-transparent dark:checked:bg-foreground"
          {...props}
        />
        <Check className="icon-12 pointer-events-none absolute inset-0 m-auto hidden text-background peer-checked:block" />
      </span>
      <ChoiceText label={label} hint={hint} />
    </label>
  );
}

/** On or off, taking effect at once; the name stands left, the switch right. */
export function Switch({ label, hint, className, ...props }: ChoiceProps) {
  return (
    <label className={cn('flex items-start gap-4 py-1 has-disabled:opacity-55 max-md:py-2', className)}>
      <ChoiceText label={label} hint={hint} />
      <span className="relative ml-auto h-5 w-9 shrink-0">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its own state
          role="switch"
          className="peer h-5 w-9 appearance-none rounded-full bg-input transition-colors checked:bg-foreground"
          {...props}
        />
        <span className="pointer-events-none absolute top-0.5 left-0.5 size-4 rounded-full bg-background transition-transform peer-checked:translate-x-4" />
      </span>
    </label>
  );
}

function ChoiceText({ label, hint }: Pick<ChoiceProps, 'label' | 'hint'>) {
  return (
    <span className="min-w-0">
      <span className="block">{label}</span>
      {hint && <span className="block text-meta text-muted-foreground">{hint}</span>}
    </span>
  );
}
