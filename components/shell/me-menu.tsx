'use client';

import { LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { signOut } from '@/components/auth/session-client';
import { useRealtimeClient } from '@/components/realtime/realtime-provider';
import { LanguageSwitch } from '@/components/theme/language-switch';
import type { Theme } from '@/components/theme/theme';
import { ThemeSwitch } from '@/components/theme/theme-switch';
import { Avatar } from '@/components/ui/avatar';
import { Alert } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { Me } from './app-shell';

/** Who I am here, language, appearance, sign out; opened by any button whose `popovertarget` is `id`. */
export function MeMenu({ id, me, theme }: { id: string; me: Me; theme: Theme }) {
  const t = useTranslations('shell');
  const common = useTranslations('common');
  const { end } = useRealtimeClient();
  const [isLeaving, setLeaving] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  const leave = async () => {
    setLeaving(true);
    setFailed(false);
    if (await signOut()) {
      end();
      return window.location.assign('/sign-in');
    }
    setLeaving(false);
    setFailed(true);
  };

  return (
    <section
      id={id}
      popover="auto"
      aria-label={t('me')}
      className="surface-float fixed inset-auto bottom-3 left-20 m-0 w-70 animate-appear p-4 narrow:right-2 narrow:bottom-16 narrow:left-auto"
    >
      <div className="flex items-center gap-3">
        <Avatar id={me.id} name={me.name} src={me.pictureUrl} size={40} />
        <div className="min-w-0">
          <p className="truncate font-medium">{me.name}</p>
          <p className="truncate text-meta text-muted-foreground">{me.email}</p>
          <p className="truncate text-meta text-muted-foreground">{me.organization}</p>
        </div>
      </div>
      <p aria-hidden="true" className="mt-4 mb-1 font-medium text-meta text-muted-foreground">
        {common('language')}
      </p>
      <LanguageSwitch />
      <p aria-hidden="true" className="mt-3 mb-1 font-medium text-meta text-muted-foreground">
        {common('theme')}
      </p>
      <ThemeSwitch initial={theme} />
      {hasFailed && <Alert className="mt-4">{t('signOutFailed')}</Alert>}
      <Button className="mt-4" wide icon={<LogOut />} busy={isLeaving} onClick={leave}>
        {t('signOut')}
      </Button>
    </section>
  );
}
