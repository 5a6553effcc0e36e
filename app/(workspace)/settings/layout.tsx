import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SettingsNav } from '@/components/settings/settings-nav';
import { Page, PageHeader } from '@/components/shell/page';
import { settingsPlaces } from '@/lib/dashboard/service';
import { loadPage } from '@/lib/handlers/load-page';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('tokens');
  const places = await loadPage(async (scope) => settingsPlaces(scope));
  return (
    <Page>
      <PageHeader title={t('settings')} />
      <div className="grid min-h-0 flex-1 grid-cols-[216px_minmax(0,1fr)] narrow:grid-cols-[minmax(0,1fr)] narrow:grid-rows-[auto_minmax(0,1fr)]">
        <SettingsNav places={places} />
        <div className="min-w-0 overflow-y-auto px-8 py-6 narrow:p-4">{children}</div>
      </div>
    </Page>
  );
}
