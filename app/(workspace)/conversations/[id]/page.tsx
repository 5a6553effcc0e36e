import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { conversationParams } from '@/lib/conversations/schema';
import { InboxPage, type SearchParams } from '../inbox-page';

export async function generateMetadata() {
  const t = await getTranslations('conversations');
  return { title: t('title') };
}

export default async function ConversationPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const known = conversationParams.safeParse(await params);
  if (!known.success) notFound();
  return <InboxPage searchParams={searchParams} id={known.data.id} />;
}
