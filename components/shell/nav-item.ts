import type { LucideIcon } from 'lucide-react';
import { House, MessageSquare, Settings, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Messages } from '@/lib/i18n/namespaces';

/** One place of the rail. `badge` is a {@link NavCount}, a {@link NavAttention} or a live component that renders one. */
export type NavItem = {
  key: string;
  href: string;
  labelKey: keyof Messages['shell']['nav'];
  icon: LucideIcon;
  badge?: ReactNode;
  /** `foot` stands at the bottom of the rail. */
  place?: 'foot';
};

const places = [
  { key: 'home', href: '/', labelKey: 'home', icon: House },
  { key: 'conversations', href: '/conversations', labelKey: 'conversations', icon: MessageSquare },
  { key: 'whatsapp', href: '/whatsapp', labelKey: 'whatsapp', icon: Smartphone },
  { key: 'settings', href: '/settings', labelKey: 'settings', icon: Settings, place: 'foot' },
] as const satisfies readonly NavItem[];

export type NavKey = (typeof places)[number]['key'];

/** The places a person may see, in order: those whose module is off are left out; each with its badge. */
export function navItems(
  isVisible: (key: NavKey) => boolean,
  badges: Partial<Record<NavKey, ReactNode>> = {},
): NavItem[] {
  return places.filter(({ key }) => isVisible(key)).map((place) => ({ ...place, badge: badges[place.key] }));
}
