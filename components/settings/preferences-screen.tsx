'use client';

import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { setPreferencesAction } from '@/lib/organizations/actions';
import type { Preferences } from '@/lib/organizations/schema';
import { Alert } from '../ui/banner';
import { Segmented } from '../ui/segmented';

/** How one writes here: kept with every choice. */
export function PreferencesScreen({ initial }: { initial: Preferences }) {
  const t = useTranslations('personal');
  const { preferences, change, isSaved, failure } = usePreferences(initial);
  return (
    <div className="max-w-160">
      <h2 className="text-title">{t('title')}</h2>
      <p className="mt-0.5 mb-4 text-muted-foreground">{t('intro')}</p>
      {failure && <Alert className="mb-4">{failure}</Alert>}
      <div className="divide-y rounded-xl border bg-card">
        <Choice title={t('sendWith')} hint={t('sendWithHint')}>
          <Segmented
            name="sendWith"
            legend={t('sendWith')}
            value={preferences.sendWith}
            options={[
              { value: 'enter', label: t('enter') },
              { value: 'ctrl_enter', label: t('ctrlEnter') },
            ]}
            onChange={(sendWith) => change({ ...preferences, sendWith })}
          />
        </Choice>
        <Choice title={t('undo')} hint={t('undoHint')}>
          <Segmented
            name="undo"
            legend={t('undo')}
            value={preferences.undoSeconds === 0 ? 'off' : 'on'}
            options={[
              { value: 'off', label: t('off') },
              { value: 'on', label: t('fiveSeconds') },
            ]}
            onChange={(value) => change({ ...preferences, undoSeconds: value === 'on' ? 5 : 0 })}
          />
        </Choice>
      </div>
      <p
        role="status"
        aria-live="polite"
        className="mt-3 flex h-5 items-center gap-1.5 text-meta text-muted-foreground"
      >
        {isSaved && (
          <>
            <Check aria-hidden="true" className="icon-14" />
            {t('saved')}
          </>
        )}
      </p>
    </div>
  );
}

function Choice({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="flex items-center gap-6 p-4 narrow:flex-col narrow:items-stretch narrow:gap-3">
      <div className="min-w-0 flex-1">
        <h3 className="font-medium">{title}</h3>
        <p className="text-meta text-muted-foreground">{hint}</p>
      </div>
      {children}
    </section>
  );
}

/** Shows a choice at once; one that was not kept goes back, and says why. */
function usePreferences(initial: Preferences) {
  const t = useTranslations('personal');
  const [preferences, setPreferences] = useState(initial);
  const [isSaved, setSaved] = useState(false);
  const [failure, setFailure] = useState<string>();
  const change = async (next: Preferences) => {
    const before = preferences;
    setPreferences(next);
    setSaved(false);
    setFailure(undefined);
    const result = await setPreferencesAction(next).catch(() => undefined);
    if (result?.ok) return setSaved(true);
    setPreferences(before);
    setFailure(t('failed', { reason: result?.error.detail ?? t('offline') }));
  };
  return { preferences, change, isSaved, failure };
}
