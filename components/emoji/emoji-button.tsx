'use client';

import { Smile } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../ui/icon-button';

/** Its data is larger than all the rest of the page: only who wants it downloads it. */
const EmojiPicker = dynamic(() => import('./emoji-picker'), { ssr: false });

type Props = {
  onChoose: (emoji: string) => void;
  /** It was closed by key: the focus goes back to the text. */
  onClose: () => void;
};

/** Opens the emoji above the box; it stays for several, until Escape or a press elsewhere. */
export function EmojiButton({ onChoose, onClose }: Props) {
  const t = useTranslations('emoji');
  const [isOpen, setOpen] = useState(false);
  const around = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const close = ({ target }: PointerEvent) =>
      target instanceof Node && !around.current?.contains(target) && setOpen(false);
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, [isOpen]);
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget && !around.current?.contains(relatedTarget)) setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen || event.key !== 'Escape') return;
    event.preventDefault();
    setOpen(false);
    onClose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys and the focus of what is inside
    <span ref={around} onBlur={onBlur} onKeyDown={onKeyDown}>
      <IconButton
        size="sm"
        side="top"
        label={t('open')}
        icon={<Smile />}
        active={isOpen}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <div
          role="dialog"
          aria-label={t('open')}
          className="surface-float absolute bottom-full left-0 z-20 mb-2 w-84 max-w-full animate-appear overflow-hidden"
        >
          <EmojiPicker onChoose={onChoose} />
        </div>
      )}
    </span>
  );
}
