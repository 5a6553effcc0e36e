import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

/** Our type scale (globals.css): without it `text-body` would be taken for a colour and dropped. */
const twMerge = extendTailwindMerge({
  extend: {
    theme: { text: ['micro', 'meta', 'body', 'title', 'page', 'figure'] },
    classGroups: { size: [{ icon: ['12', '14', '16', '18', '20', '24'] }] },
  },
});

/** Joins class names; later Tailwind classes win over earlier ones of the same kind. */
export function cn(...inputs: ClassValue[]): string {
  return twMerge(clsx(inputs));
}
