'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { FieldNote, fieldAria } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

/** A password that can be looked at, with a word about Caps Lock. */
export function PasswordField({ error }: { error?: string | undefined }) {
  const t = useTranslations('auth');
  const [isShown, setShown] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState?.('CapsLock') ?? false);
  const texts = { error, hint: hasCapsLock ? t('capsLock') : undefined };
  return (
    <div className="mb-4">
      <label htmlFor="password" className="mb-1.5 block font-medium">
        {t('password')}
      </label>
      <div className="relative">
        <Input
          {...fieldAria('password', texts)}
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete="current-password"
          autoCapitalize="none"
          spellCheck={false}
          required
          className="h-10 pr-11"
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
        />
        <IconButton
          label={isShown ? t('hidePassword') : t('showPassword')}
          icon={isShown ? <EyeOff /> : <Eye />}
          className="absolute top-1 right-1 max-md:size-8"
          onClick={() => setShown(!isShown)}
        />
      </div>
      <FieldNote id="password" {...texts} />
    </div>
  );
}
