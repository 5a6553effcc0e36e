'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';
import { focusFirstField } from '../dialogs/focus';
import { Button } from '../ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '../ui/dialog';
import { QuoteBox } from './quote';
import { usePreview } from './use-preview';

type Props = {
  message: MessageView;
  onRevoke: () => void;
  onClose: () => void;
  onCloseAutoFocus: (event: Event) => void;
};

/** Asks before a message is deleted for everyone, or before one that still waits is taken back. */
export default function RevokeDialog({ message, onRevoke, onClose, onCloseAutoFocus }: Props) {
  const t = useTranslations('conversations.revoke');
  const common = useTranslations('common');
  const preview = usePreview();
  const isWaiting = message.status === 'queued';
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        role="alertdialog"
        title={t(isWaiting ? 'cancelTitle' : 'title')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={onCloseAutoFocus}
        className="max-md:inset-x-4 max-md:inset-y-auto max-md:top-24 max-md:h-auto max-md:w-auto max-md:rounded-xl"
      >
        <DialogBody>
          <QuoteBox name={message.sender.name} text={preview(message)} />
          <p className="mt-3 text-muted-foreground">{t(isWaiting ? 'cancelText' : 'text')}</p>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button variant="destructive" icon={<Trash2 />} onClick={onRevoke}>
            {t(isWaiting ? 'cancelSubmit' : 'submit')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
