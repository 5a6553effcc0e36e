import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DashboardScreen } from '@/components/dashboard/dashboard-screen';
import { canSee, getOverview } from '@/lib/dashboard/service';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dashboard'))('title') };
}

export default async function DashboardPage() {
  const props = await loadPage(async (scope, { me }) => ({
    overview: await getOverview(scope),
    name: me.name,
    timeZone: me.timeZone,
    now: new Date(),
    canFix: canSee(scope, 'instances', 'instances:write'),
  }));
  return (
    <ClientMessages namespaces={['dashboard', 'instances', 'time']}>
      <DashboardScreen {...props} />
    </ClientMessages>
  );
}
