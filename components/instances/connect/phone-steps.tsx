'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CameraPicture, LinkPicture, MenuPicture, TypePicture } from './phone-pictures';

const WAYS = {
  qr: [
    { text: 'openMenu', picture: <MenuPicture /> },
    { text: 'linkDevice', picture: <LinkPicture /> },
    { text: 'scan', picture: <CameraPicture /> },
  ],
  code: [
    { text: 'openMenu', picture: <MenuPicture /> },
    { text: 'linkByPhone', picture: <LinkPicture /> },
    { text: 'typeCode', picture: <TypePicture /> },
  ],
} as const;

const bold = { b: (chunks: ReactNode) => <b className="font-semibold">{chunks}</b> };

/** What to do on the phone, in three pictures. */
export function PhoneSteps({ way }: { way: keyof typeof WAYS }) {
  const t = useTranslations('instances.connect');
  return (
    <ol className="flex flex-col gap-3">
      {WAYS[way].map(({ text, picture }, index) => (
        <li key={text} className="grid grid-cols-[88px_minmax(0,1fr)] items-center gap-4">
          <span className="h-18 w-22 overflow-hidden rounded-lg bg-muted">{picture}</span>
          <span>
            <span className="block font-medium text-meta text-muted-foreground">
              {t('step', { number: index + 1 })}
            </span>
            {t.rich(text, bold)}
          </span>
        </li>
      ))}
    </ol>
  );
}
