'use client';

import { Paperclip } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { IconButton } from '../ui/icon-button';

type Props = { picker: RefObject<HTMLInputElement | null>; onFiles: (files: File[]) => void };

/** Opens the device's own choice of files, of any kind and number. */
export function AttachButton({ picker, onFiles }: Props) {
  const t = useTranslations('attachments');
  return (
    <>
      <IconButton
        size="sm"
        side="top"
        label={t('attach')}
        icon={<Paperclip />}
        onClick={() => picker.current?.click()}
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('attach')}
        onChange={({ target }) => {
          if (target.files?.length) onFiles([...target.files]);
          // The same file can be picked again.
          target.value = '';
        }}
      />
    </>
  );
}
