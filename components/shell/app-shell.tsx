import { Menu } from 'lucide-react';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { themeCookie, toTheme } from '@/components/theme/theme';
import { Avatar } from '@/components/ui/avatar';
import { Mark } from '@/components/ui/mark';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { MeMenu } from './me-menu';
import type { NavItem } from './nav-item';
import { NavLink } from './nav-link';

/** The person signed in and the organization they work in. */
export type Me = {
  id: string;
  name: string;
  email: string;
  organization: string;
  pictureUrl?: string | null;
};

const meMenuId = 'me-menu';

const railItem =
  'relative flex h-13 w-16 flex-col items-center justify-center gap-1 rounded-lg text-micro hover:bg-sidebar-accent/60 aria-[current=page]:bg-sidebar-accent aria-[current=page]:text-sidebar-accent-foreground';
const barItem =
  'relative flex h-14 min-w-0 flex-col items-center justify-center gap-1 text-micro aria-[current=page]:font-semibold aria-[current=page]:text-foreground -outline-offset-2';

/**
 * The frame of every page inside: a rail of 72, or a bar of 56 when the window is narrower than 768. Each page brings its
 * own `main`, with `id="content"`; where that is a `peer/page` with `data-pane="talk"` the bar leaves.
 */
export async function AppShell({ items, me, children }: { items: NavItem[]; me: Me; children: ReactNode }) {
  const t = await getTranslations('shell');
  const theme = toTheme((await cookies()).get(themeCookie)?.value);
  return (
    <div className="relative h-dvh overflow-hidden bg-background">
      <a
        href="#content"
        className="surface-float sr-only z-50 px-3 py-2 font-medium focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <div className="grid h-full grid-cols-[72px_minmax(0,1fr)] narrow:grid-cols-[minmax(0,1fr)] narrow:grid-rows-[minmax(0,1fr)_auto]">
        <Rail items={items} me={me} />
        {children}
        <Bar items={items} />
      </div>
      <ClientMessages namespaces={['shell']}>
        <MeMenu id={meMenuId} me={me} theme={theme} />
      </ClientMessages>
    </div>
  );
}

async function Rail({ items, me }: { items: NavItem[]; me: Me }) {
  const t = await getTranslations('shell');
  const [body, foot] = [items.filter(({ place }) => !place), items.filter(({ place }) => place === 'foot')];
  return (
    <nav
      aria-label={t('modules')}
      className="flex flex-col items-center gap-1 border-sidebar-border border-r bg-sidebar pb-3 text-sidebar-foreground narrow:hidden"
    >
      <Link href="/" aria-label="Recado" tabIndex={-1} className="grid h-14 w-full place-items-center">
        <Mark className="size-7" />
      </Link>
      {body.map((item) => (
        <Place key={item.key} item={item} className={railItem} />
      ))}
      <div className="flex-1" />
      {foot.map((item) => (
        <Place key={item.key} item={item} className={railItem} />
      ))}
      <button
        type="button"
        popoverTarget={meMenuId}
        aria-label={t('meOf', { name: me.name })}
        data-tooltip={me.name}
        data-tooltip-side="right"
        className="mt-2 rounded-full"
      >
        <Avatar id={me.id} name={me.name} src={me.pictureUrl} size={32} />
      </button>
    </nav>
  );
}

async function Bar({ items }: { items: NavItem[] }) {
  const t = await getTranslations('shell');
  return (
    <nav
      aria-label={t('modules')}
      className="hidden auto-cols-fr grid-flow-col border-sidebar-border border-t bg-sidebar pb-[env(safe-area-inset-bottom)] text-sidebar-foreground narrow:grid narrow:peer-data-[pane=talk]/page:hidden"
    >
      {items.slice(0, 4).map((item) => (
        <Place key={item.key} item={item} className={barItem} />
      ))}
      <button type="button" popoverTarget={meMenuId} className={barItem}>
        <Menu className="icon-20" />
        {t('nav.more')}
      </button>
    </nav>
  );
}

async function Place({ item, className }: { item: NavItem; className: string }) {
  const t = await getTranslations('shell.nav');
  const Icon = item.icon;
  return (
    <NavLink href={item.href} className={className}>
      <Icon className="icon-20" />
      <span className="max-w-full truncate">{t(item.labelKey)}</span>
      {item.badge}
    </NavLink>
  );
}
