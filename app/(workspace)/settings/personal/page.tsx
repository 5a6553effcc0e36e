import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PreferencesScreen } from '@/components/settings/preferences-screen';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { getPreferences } from '@/lib/organizations/preferences';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('personal'))('title') };
}

export default async function PersonalPage() {
  const preferences = await loadPage(getPreferences);
  return (
    <ClientMessages namespaces={['personal']}>
      <PreferencesScreen initial={preferences} />
    </ClientMessages>
  );
}
