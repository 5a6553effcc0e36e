import { Activity, BookOpen, HeartPulse, KeyRound, Server, UserRoundCog, Zap } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { NavLink } from '@/components/shell/nav-link';
import { SideScroll } from '@/components/shell/side-scroll';
import type { SettingsPlace } from '@/lib/dashboard/service';
import { cn } from '@/lib/utils';

const place =
  'flex h-8 shrink-0 items-center gap-2.5 rounded-lg px-2 font-medium text-muted-foreground hover:bg-muted aria-[current=page]:bg-accent aria-[current=page]:text-foreground narrow:h-9 narrow:whitespace-nowrap';

/** The places of the settings that one may see, by whom they concern; on a phone one row that scrolls sideways. */
export function SettingsNav({ places }: { places: SettingsPlace[] }) {
  const t = useTranslations('tokens');
  const servers = useTranslations('servers');
  const health = useTranslations('health');
  const monitoring = useTranslations('monitoring');
  const docs = useTranslations('docs');
  const personal = useTranslations('personal');
  const templates = useTranslations('templates');
  return (
    <SideScroll
      label={t('settings')}
      className="overflow-y-auto border-r px-3 py-4 narrow:flex narrow:gap-1 narrow:overflow-x-auto narrow:border-r-0 narrow:border-b narrow:py-2"
    >
      {places.includes('personal') && (
        <>
          <h2 className="mb-1 px-2 font-medium text-meta text-muted-foreground narrow:sr-only">
            {personal('section')}
          </h2>
          <NavLink exact href="/settings/personal" className={cn(place, 'mb-4 narrow:mb-0')}>
            <UserRoundCog aria-hidden="true" className="icon-16" />
            {personal('title')}
          </NavLink>
        </>
      )}
      {places.includes('templates') && (
        <>
          <h2 className="mb-1 px-2 font-medium text-meta text-muted-foreground narrow:sr-only">
            {templates('section')}
          </h2>
          <NavLink exact href="/settings/templates" className={cn(place, 'mb-4 narrow:mb-0')}>
            <Zap aria-hidden="true" className="icon-16" />
            {templates('title')}
          </NavLink>
        </>
      )}
      {places.includes('servers') && (
        <>
          <h2 className="mb-1 px-2 font-medium text-meta text-muted-foreground narrow:sr-only">
            {servers('section')}
          </h2>
          <NavLink exact href="/settings/servers" className={place}>
            <Server aria-hidden="true" className="icon-16" />
            {servers('title')}
          </NavLink>
        </>
      )}
      {places.includes('health') && (
        <NavLink exact href="/settings/health" className={place}>
          <HeartPulse aria-hidden="true" className="icon-16" />
          {health('title')}
        </NavLink>
      )}
      <h2 className="mb-1 px-2 font-medium text-meta text-muted-foreground not-first:mt-4 narrow:sr-only">
        {t('developers')}
      </h2>
      {places.includes('tokens') && (
        <NavLink exact href="/settings/tokens" className={place}>
          <KeyRound aria-hidden="true" className="icon-16" />
          {t('title')}
        </NavLink>
      )}
      {places.includes('monitoring') && (
        <NavLink exact href="/settings/monitoring" className={place}>
          <Activity aria-hidden="true" className="icon-16" />
          {monitoring('title')}
        </NavLink>
      )}
      <Link href="/docs" className={place}>
        <BookOpen aria-hidden="true" className="icon-16" />
        {docs('title')}
      </Link>
    </SideScroll>
  );
}
