'use client';

import { useTranslations } from 'next-intl';
import { NavAttention } from '@/components/shell/nav-badge';
import { needsYou } from './number-state';
import { useInstances } from './use-instances';

/** The sign on the rail while a number needs somebody; live. `initial` holds until the first word from the stream. */
export function NumbersBadge({ initial }: { initial: boolean }) {
  const t = useTranslations('shell');
  const { instances } = useInstances();
  const isShown = instances ? instances.some(needsYou) : initial;
  return isShown ? <NavAttention label={t('needsYou')} /> : null;
}
