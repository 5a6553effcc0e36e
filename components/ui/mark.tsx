import type { ComponentProps } from 'react';

/** Recado's mark; `role="img"` and a name are the caller's where it stands alone. */
export function Mark(props: ComponentProps<'svg'>) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" {...props}>
      <path
        className="fill-primary"
        d="M7 4h18a5 5 0 0 1 5 5v12a5 5 0 0 1-5 5H13.5l-6.2 4.3c-.8.5-1.8 0-1.8-1V26A5 5 0 0 1 2 21V9a5 5 0 0 1 5-5Z"
      />
      <path
        className="fill-none stroke-primary-foreground"
        strokeWidth="2.6"
        strokeLinecap="round"
        d="M9 12.2h14M9 17.8h8"
      />
    </svg>
  );
}
