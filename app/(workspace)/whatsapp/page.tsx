import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstDialogOf } from '@/components/instances/first-dialog';
import { NumbersScreen } from '@/components/instances/numbers-screen';
import { canSee, findTodayByInstance } from '@/lib/dashboard/service';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { listInstances } from '@/lib/instances/service';
import { listServers } from '@/lib/servers/service';
import { findUptimes } from '@/lib/watchdog/uptime';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('instances'))('title') };
}

export default async function NumbersPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const address = await searchParams;
  const props = await loadPage(async (scope) => {
    const [page, today, uptimes, servers] = await Promise.all([
      listInstances(scope, { limit: 100 }),
      findTodayByInstance(scope),
      findUptimes(scope),
      listServers(scope),
    ]);
    return {
      initial: page.data,
      today,
      uptimes,
      servers: servers.data,
      canWrite: canSee(scope, 'instances', 'instances:write'),
      canConverse: canSee(scope, 'conversations', 'conversations:read'),
    };
  });
  return (
    <ClientMessages namespaces={['instances', 'links', 'time']}>
      <NumbersScreen {...props} firstDialog={firstDialogOf(address)} />
    </ClientMessages>
  );
}
