import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/utils';

const tones = {
  warning: {
    look: 'border-warning-border bg-warning-soft [&>svg]:text-warning',
    icon: <TriangleAlert />,
  },
  destructive: {
    look: 'border-destructive-border bg-destructive-soft [&>svg]:text-destructive',
    icon: <CircleAlert />,
  },
  success: {
    look: 'border-success/30 bg-success-soft [&>svg]:text-success',
    icon: <CircleCheck />,
  },
};

type BannerProps = ComponentProps<'div'> & {
  tone?: keyof typeof tones;
  /** Instead of the tone's own sign. */
  icon?: ReactNode;
  /** A link or button at the right; use the class `bannerAction`. */
  action?: ReactNode;
};

/** The look of the one verb in a strip. */
export const bannerAction = 'link shrink-0 whitespace-nowrap font-semibold';

/** A thin bar across its pane, below the header: one sentence and its link. It pushes, never covers. */
export function Strip({ tone = 'warning', icon, action, className, children, ...props }: BannerProps) {
  return (
    <div
      role="status"
      className={cn(
        'flex min-h-8 shrink-0 items-start gap-2 border-b px-3 py-2 text-meta tabular-nums [&>svg]:icon-14 [&>svg]:mt-px',
        tones[tone].look,
        className,
      )}
      {...props}
    >
      {icon ?? tones[tone].icon}
      <span className="min-w-0 flex-1">{children}</span>
      {action}
    </div>
  );
}

/** A box inside a page, a form or a dialog. Red ones interrupt a screen reader; give `role="status"` where they shouldn't. */
export function Alert({ tone = 'destructive', icon, action, className, children, ...props }: BannerProps) {
  return (
    <div
      role={tone === 'destructive' ? 'alert' : 'status'}
      className={cn(
        'flex gap-2 rounded-lg border px-3 py-2.5 [&>svg]:icon-16 [&>svg]:mt-0.5',
        tones[tone].look,
        className,
      )}
      {...props}
    >
      {icon ?? tones[tone].icon}
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
