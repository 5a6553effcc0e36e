import { FileQuestionMark } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** An address without a page, or a page whose module is off, for any `not-found.tsx`. */
export default async function PageNotFound() {
  const t = await getTranslations('errors');
  return (
    <main id="content" className="flex h-full min-h-80">
      <EmptyState
        heading="h1"
        icon={<FileQuestionMark />}
        title={t('notFoundTitle')}
        text={t('notFoundText')}
        action={
          <Button asChild>
            <Link href="/">{t('goHome')}</Link>
          </Button>
        }
      />
    </main>
  );
}
