import { User } from 'lucide-react';
import { cn } from '@/lib/utils';
import { initialsOf, toneOf } from './tone';

const sizes = {
  16: 'size-4 text-[8px]',
  20: 'size-5 text-[9px]',
  24: 'size-6 text-[10px]',
  28: 'size-7 text-[11px]',
  32: 'size-8 text-[12px]',
  36: 'size-9 text-[13px]',
  40: 'size-10 text-[14px]',
  64: 'size-16 text-[22px]',
};

/** A face: the picture, else initials in the steady tone of `id`. Decoration: the name stands beside it. */
export function Avatar({
  id,
  name,
  src,
  size = 40,
  className,
}: {
  id: string;
  name: string;
  src?: string | null;
  size?: keyof typeof sizes;
  className?: string;
}) {
  const initials = initialsOf(name);
  return (
    <span
      aria-hidden="true"
      className={cn(
        'relative inline-grid shrink-0 select-none place-items-center rounded-full bg-[color-mix(in_srgb,var(--background),var(--tone)_14%)] font-medium text-tone leading-none tracking-[.01em]',
        toneOf(id),
        sizes[size],
        className,
      )}
    >
      {initials || <User className="size-1/2" />}
      {src && (
        // biome-ignore lint/performance/noImgElement: small, already sized by WhatsApp, served by our own media route
        <img
          src={src}
          alt=""
          loading="lazy"
          className="absolute inset-0 size-full rounded-full object-cover"
        />
      )}
    </span>
  );
}
