import { cn } from '@/lib/utils';

/** Keys pressed together, each in its cap of 20. */
export function Kbd({ keys, className }: { keys: readonly string[]; className?: string }) {
  return (
    <span className={cn('inline-flex gap-1', className)}>
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-grid h-5 min-w-5 place-items-center rounded-sm border bg-background px-[5px] font-sans text-micro text-muted-foreground dark:border-transparent dark:bg-foreground/9"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
