const spot =
  'absolute top-[3px] left-[34px] ring-2 ring-sidebar in-aria-[current=page]:ring-sidebar-accent narrow:top-1 narrow:left-[calc(50%+4px)] narrow:in-aria-[current=page]:ring-sidebar';

/** A count over an icon of the rail; `label` says it in full (“12 unread”). Nothing at zero. */
export function NavCount({ value, label }: { value: number; label: string }) {
  if (value <= 0) return null;
  return (
    <span
      className={`${spot} inline-grid h-4 min-w-4 place-items-center rounded-full bg-primary px-1 font-semibold text-[10px] text-primary-foreground tabular-nums leading-4`}
    >
      <span aria-hidden="true">{value > 99 ? '99+' : value}</span>
      <span className="sr-only">, {label}</span>
    </span>
  );
}

/** The amber sign over an icon of the rail: something there needs a person. */
export function NavAttention({ label }: { label: string }) {
  return (
    <span
      className={`${spot} inline-grid size-4 place-items-center rounded-full bg-warning font-bold text-[11px] text-background leading-4`}
    >
      <span aria-hidden="true">!</span>
      <span className="sr-only">, {label}</span>
    </span>
  );
}
