'use client';

import { Mic } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '../ui/icon-button';

/** Begins a voice note. */
export function RecordButton({ onStart }: { onStart: () => void }) {
  const t = useTranslations('voice');
  return <IconButton size="sm" side="top" label={t('record')} icon={<Mic />} onClick={onStart} />;
}
