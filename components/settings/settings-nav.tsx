import { BookOpen, KeyRound } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { NavLink } from '@/components/shell/nav-link';

const place =
  'flex h-8 items-center gap-2.5 rounded-lg px-2 font-medium text-muted-foreground hover:bg-muted aria-[current=page]:bg-accent aria-[current=page]:text-foreground';

/** The places of the settings, by whom they concern. */
export function SettingsNav() {
  const t = useTranslations('tokens');
  const docs = useTranslations('docs');
  return (
    <nav aria-label={t('settings')} className="overflow-y-auto border-r px-3 py-4 narrow:hidden">
      <h2 className="mb-1 px-2 font-medium text-meta text-muted-foreground">{t('developers')}</h2>
      <NavLink href="/settings/tokens" className={place}>
        <KeyRound aria-hidden="true" className="icon-16" />
        {t('title')}
      </NavLink>
      <Link href="/docs" className={place}>
        <BookOpen aria-hidden="true" className="icon-16" />
        {docs('title')}
      </Link>
    </nav>
  );
}
