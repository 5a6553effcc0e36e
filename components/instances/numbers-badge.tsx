'use client';

import { useTranslations } from 'next-intl';
import { useLiveIds } from '@/components/realtime/use-live-ids';
import { useRealtime } from '@/components/realtime/use-realtime';
import { NavAttention } from '@/components/shell/nav-badge';
import type { InstanceView } from '@/lib/instances/schema';
import { needsYou } from './number-state';
import { NUMBERS } from './read-numbers';

/** The sign on the rail while a number needs somebody; live. */
export function NumbersBadge({ initialIds }: { initialIds: string[] }) {
  const t = useTranslations('shell');
  const { ids, fold } = useLiveIds<InstanceView>(initialIds, NUMBERS, needsYou);
  useRealtime({ 'instance.updated': ({ instance }) => fold(instance) });
  return ids.length > 0 ? <NavAttention label={t('needsYou')} /> : null;
}
