import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import PageNotFound from '@/components/shell/page-not-found';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('errors'))('notFoundTitle') };
}

export default PageNotFound;
