import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';
import { Slot } from './slot';

export type FieldTexts = {
  /** Said below the box while nothing is wrong. */
  hint?: ReactNode;
  /** What is wrong and how to mend it; takes the place of the hint. */
  error?: ReactNode;
};

/** The attributes that tie a control to its label, hint and error, for a control that {@link Field} can't wrap. */
export function fieldAria(id: string, { hint, error }: FieldTexts) {
  return {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error || hint ? `${id}-note` : undefined,
  };
}

/** The line below a control: the error (read out when it appears) or the hint. */
export function FieldNote({ id, hint, error }: FieldTexts & { id: string }) {
  return (
    <div id={`${id}-note`} aria-live="polite">
      {error ? (
        <p className="mt-1.5 flex gap-1.5 text-destructive text-meta">
          <CircleAlert className="icon-14 mt-px" />
          {error}
        </p>
      ) : (
        hint && <p className="mt-1.5 text-meta text-muted-foreground">{hint}</p>
      )}
    </div>
  );
}

/** Label, one control (its only child, given `id` and aria attributes), hint and error. */
export function Field({
  id,
  label,
  aside,
  hint,
  error,
  className,
  children,
}: FieldTexts & {
  id: string;
  label: ReactNode;
  /** Stands at the right of the label: a link, a count. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn('mb-4', className)}>
      <div className="mb-1.5 flex justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      <Slot {...fieldAria(id, { hint, error })}>{children}</Slot>
      <FieldNote id={id} hint={hint} error={error} />
    </div>
  );
}
