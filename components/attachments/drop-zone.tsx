'use client';

import { Paperclip } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

type Props = { onFiles: (files: File[]) => void };

/** Takes files that are dropped on the section around it or pasted on the page, and shows where they would go. */
export function DropZone({ onFiles }: Props) {
  const t = useTranslations('attachments');
  const inside = useRef<HTMLSpanElement>(null);
  const [section, setSection] = useState<HTMLElement>();
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    const around = inside.current?.closest('section');
    if (!around) return;
    const { signal, stop } = stoppable();
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Dropped beside it, a file would take the place of the whole page.
      event.preventDefault();
      const isInside = around.contains(event.target as Node);
      if (event.dataTransfer) event.dataTransfer.dropEffect = isInside ? 'copy' : 'none';
      setSection(isInside ? around : undefined);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setSection(undefined);
      if (around.contains(event.target as Node)) take([...(event.dataTransfer?.files ?? [])]);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setSection(undefined);
    const paste = (event: ClipboardEvent) => {
      const files = pastedFiles(event);
      if (files.length === 0 || isElsewhere(event.target, around)) return;
      event.preventDefault();
      take(files);
    };
    document.addEventListener('dragover', over, { signal });
    document.addEventListener('dragleave', leave, { signal });
    document.addEventListener('drop', drop, { signal });
    document.addEventListener('paste', paste, { signal });
    return stop;
  }, []);
  const place = <span ref={inside} hidden />;
  if (!section) return place;
  return (
    <>
      {place}
      {createPortal(
        <div className="pointer-events-none absolute inset-2 z-20 grid animate-fade place-items-center rounded-xl border-2 border-primary border-dashed bg-thread/90">
          <p className="flex items-center gap-2 font-medium">
            <Paperclip aria-hidden="true" className="icon-20" />
            {t('drop')}
          </p>
        </div>,
        section,
      )}
    </>
  );
}

function stoppable() {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}

/** Office programs put a picture beside the text one copied: then the text is meant. */
function pastedFiles({ clipboardData }: ClipboardEvent): File[] {
  if (!clipboardData || clipboardData.types.includes('text/plain')) return [];
  return [...clipboardData.files];
}

/** In another field, or in a dialog above the thread. */
function isElsewhere(target: EventTarget | null, around: HTMLElement): boolean {
  const element = target instanceof Element ? target : document.body;
  if (document.querySelector('[role="dialog"]')) return true;
  return !around.contains(element) && element.closest('input, textarea, [contenteditable]') !== null;
}
