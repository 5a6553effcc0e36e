import { notFound, redirect } from 'next/navigation';
import { settingsPlaces } from '@/lib/dashboard/service';
import { loadPage } from '@/lib/handlers/load-page';

/** Leads to the first of the settings that the person may see. */
export default async function SettingsPage() {
  const [place] = await loadPage(async (scope) => settingsPlaces(scope));
  if (!place) notFound();
  redirect(`/settings/${place}`);
}
