'use client';

import { useTranslations } from 'next-intl';
import { Dialog, DialogContent } from '../ui/dialog';
import EmojiPicker from './emoji-picker';

type Props = {
  onChoose: (emoji: string) => void;
  onClose: () => void;
  onCloseAutoFocus: (event: Event) => void;
};

/** All emoji, to react with one. */
export default function EmojiDialog({ onChoose, onClose, onCloseAutoFocus }: Props) {
  const t = useTranslations('emoji');
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('react')}
        closeLabel={t('close')}
        onCloseAutoFocus={onCloseAutoFocus}
        className="max-w-90"
      >
        <EmojiPicker onChoose={onChoose} />
      </DialogContent>
    </Dialog>
  );
}
