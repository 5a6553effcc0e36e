'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { focusFirstField } from '../dialogs/focus';
import { Dialog, DialogBody, DialogContent } from '../ui/dialog';
import { useClock } from './clock';
import { QuoteBox } from './quote';
import { Tick } from './tick';
import { usePreview } from './use-preview';

type Props = {
  message: MessageView;
  /** The number it went through or came by; undefined where it was deleted. */
  numberName: string | undefined;
  onClose: () => void;
  onCloseAutoFocus: (event: Event) => void;
};

/** What is known of one message: who, through which number, when it got how far. */
export default function InfoDialog({ message, numberName, onClose, onCloseAutoFocus }: Props) {
  const t = useTranslations('conversations');
  const common = useTranslations('common');
  const preview = usePreview();
  const { sender, direction, editedAt, revokedAt, waMessageId } = message;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('info.title')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={onCloseAutoFocus}
        className="max-w-105"
      >
        <DialogBody>
          <QuoteBox name={sender.name} text={preview(message)} />
          <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2.5">
            <Fact name={t('info.from')}>{sender.name ?? t(`info.kinds.${sender.kind}`)}</Fact>
            {numberName && <Fact name={t('info.number')}>{numberName}</Fact>}
            {direction === 'outbound' && (
              <Fact name={t('info.status')}>
                <span className="inline-flex items-center gap-1.5">
                  <Tick status={message.status} named={false} />
                  {t(`ticks.${message.status}`)}
                </span>
              </Fact>
            )}
            <When name={t('info.sentAt')} at={message.sentAt} />
            {editedAt && <When name={t('info.editedAt')} at={editedAt} />}
            {revokedAt && <When name={t('info.revokedAt')} at={revokedAt} />}
            {waMessageId && (
              <Fact name={t('info.id')}>
                <span className="select-all break-all font-mono text-meta">{waMessageId}</span>
              </Fact>
            )}
          </dl>
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function When({ name, at }: { name: string; at: string }) {
  const { times, now } = useClock();
  return (
    <Fact name={name}>
      <time dateTime={at}>{`${times.day(at, now)}, ${times.seconds(at)}`}</time>
    </Fact>
  );
}
