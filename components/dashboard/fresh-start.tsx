import { Plus, Smartphone } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** A fresh organization: one sentence, one action. */
export function FreshStart({ canConnect }: { canConnect: boolean }) {
  const t = useTranslations('dashboard.empty');
  const numbers = useTranslations('instances');
  return (
    <EmptyState
      icon={<Smartphone />}
      title={t('title')}
      text={t(canConnect ? 'text' : 'viewerText')}
      action={
        canConnect && (
          <Button asChild variant="primary">
            <Link href="/whatsapp?new=1">
              <Plus />
              {numbers('connectNumber')}
            </Link>
          </Button>
        )
      }
    />
  );
}
