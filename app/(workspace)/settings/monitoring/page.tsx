import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MonitoringScreen } from '@/components/monitoring/monitoring-screen';
import { env } from '@/lib/env';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { loadMonitoringPage } from '@/lib/monitoring/page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('monitoring'))('title') };
}

export default async function MonitoringPage() {
  const initial = await loadPage((scope) => loadMonitoringPage(scope));
  return (
    <ClientMessages namespaces={['monitoring', 'time']}>
      <MonitoringScreen initial={initial} days={env().JOURNAL_DAYS} />
    </ClientMessages>
  );
}
