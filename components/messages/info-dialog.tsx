'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import type { MessageStatus, MessageView, ReceiptsView } from '@/lib/messages/schema';
import { focusFirstField } from '../dialogs/focus';
import { readApi } from '../realtime/read-api';
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
  const { sender, direction, status, editedAt, revokedAt, waMessageId } = message;
  const receipts = useReceipts(message);
  const reached = (['delivered', 'read', 'played'] as const).filter((tick) => receipts?.[tick]);
  const hasTick = reached.some((tick) => tick === status);
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
            {direction === 'outbound' && !hasTick && (
              <Fact name={t('info.status')}>
                <span className="inline-flex items-center gap-1.5">
                  <Tick status={status} named={false} />
                  {t(`ticks.${status}`)}
                </span>
              </Fact>
            )}
            <When name={t('info.sentAt')} at={message.sentAt} />
            {reached.map((tick) => (
              <When key={tick} name={t(`info.${tick}`)} tick={tick} at={receipts?.[tick] ?? ''} />
            ))}
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

/** Read again whenever its tick rises; without an answer the dialog does without. */
function useReceipts({ id, direction, status }: MessageView): ReceiptsView | undefined {
  const [receipts, setReceipts] = useState<ReceiptsView>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a risen status is what asks for it
  useEffect(() => {
    if (direction === 'inbound') return;
    const stop = new AbortController();
    readApi<ReceiptsView>(`/api/messages/${id}/receipts`, stop.signal).then(setReceipts, () => undefined);
    return () => stop.abort();
  }, [id, direction, status]);
  return receipts;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function When({ name, tick, at }: { name: string; tick?: MessageStatus; at: string }) {
  const { times, now } = useClock();
  return (
    <Fact name={name}>
      {tick && <Tick status={tick} named={false} className="mr-1.5 align-[-2px]" />}
      <time dateTime={at}>{`${times.day(at, now)}, ${times.seconds(at)}`}</time>
    </Fact>
  );
}
