import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HealthScreen } from '@/components/health/health-screen';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { loadHealthPage } from '@/lib/tasks/health-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('health'))('title') };
}

export default async function HealthPage() {
  const props = await loadPage((scope) => loadHealthPage(scope));
  return (
    <ClientMessages namespaces={['health', 'instances', 'servers', 'time']}>
      <HealthScreen {...props} />
    </ClientMessages>
  );
}
