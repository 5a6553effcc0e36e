import { getTranslations } from 'next-intl/server';
import { InboxPage, type SearchParams } from './inbox-page';

export async function generateMetadata() {
  const t = await getTranslations('conversations');
  return { title: t('title') };
}

export default function ConversationsPage({ searchParams }: { searchParams: SearchParams }) {
  return <InboxPage searchParams={searchParams} />;
}
