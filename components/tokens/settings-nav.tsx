import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { NavLink } from '@/components/shell/nav-link';

/** The places of the settings, by whom they concern. */
export function SettingsNav() {
  const t = useTranslations('tokens');
  return (
    <nav aria-label={t('settings')} className="overflow-y-auto border-r px-3 py-4 narrow:hidden">
      <h2 className="mb-1 px-2 font-medium text-meta text-muted-foreground">{t('developers')}</h2>
      <NavLink
        href="/settings/tokens"
        className="flex h-8 items-center gap-2.5 rounded-lg px-2 font-medium text-muted-foreground hover:bg-muted aria-[current=page]:bg-accent aria-[current=page]:text-foreground"
      >
        <KeyRound aria-hidden="true" className="icon-16" />
        {t('title')}
      </NavLink>
    </nav>
  );
}
