import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TemplatesScreen } from '@/components/templates/templates-screen';
import { requirePermission } from '@/lib/core/scope';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { listTemplates, TEMPLATES_MAX } from '@/lib/templates/service';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('title') };
}

export default async function TemplatesPage() {
  const props = await loadPage(async (scope, { me }) => {
    requirePermission(scope, 'templates:manage');
    return { initial: (await listTemplates(scope, { limit: TEMPLATES_MAX })).data, myName: me.name };
  });
  return (
    <ClientMessages namespaces={['templates']}>
      <TemplatesScreen {...props} />
    </ClientMessages>
  );
}
