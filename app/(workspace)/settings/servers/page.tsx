import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ServersScreen } from '@/components/servers/servers-screen';
import { canSee } from '@/lib/dashboard/service';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { listServers } from '@/lib/servers/service';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('servers'))('title') };
}

export default async function ServersPage() {
  const props = await loadPage(async (scope) => ({
    initial: (await listServers(scope)).data,
    canManage: canSee(scope, 'instances', 'servers:manage'),
  }));
  return (
    <ClientMessages namespaces={['servers', 'instances', 'time']}>
      <ServersScreen {...props} />
    </ClientMessages>
  );
}
