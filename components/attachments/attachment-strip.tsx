'use client';

import { Plus, TriangleAlert, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { IconButton } from '../ui/icon-button';
import { LiveRegion } from '../ui/live-region';
import { AttachmentBar } from './attachment-bar';
import type { AttachmentStore, Picked } from './attachment-store';
import { AttachmentTile } from './attachment-tile';
import { sizeOf } from './file-size';
import { useDragOrder } from './use-drag-order';

type Props = {
  conversationId: string;
  picked: Picked;
  store: AttachmentStore;
  onPick: () => void;
  /** To the box, where the caption of the selected file is. */
  onWrite: () => void;
};

/** What is picked, in the order in which it leaves, with what can be done with the selected one. */
export default function AttachmentStrip({ conversationId, picked, store, onPick, onWrite }: Props) {
  const t = useTranslations('attachments');
  const list = useRef<HTMLUListElement>(null);
  const [said, setSaid] = useState('');
  const { files, selectedId } = picked;
  const reorder = (id: string, to: number) => {
    const name = files.find((file) => file.id === id)?.name ?? '';
    if (to < 0 || to >= files.length) return;
    store.reorder(conversationId, id, to);
    setSaid(t('moved', { name, place: to + 1, count: files.length }));
  };
  const remove = (id: string) => {
    setSaid(t('removed', { name: files.find((file) => file.id === id)?.name ?? '' }));
    store.remove(conversationId, id);
    onWrite();
  };
  const drag = useDragOrder(list, reorder);
  const focusTile = (index: number) =>
    list.current?.querySelectorAll<HTMLElement>('[data-tile]')[index]?.focus();
  return (
    <>
      <Refused picked={picked} limit={store.limit} onForget={() => store.forgetRefused(conversationId)} />
      <LiveRegion>{said}</LiveRegion>
      {files.length > 0 && (
        <div className="px-3 pt-3 narrow:px-2 narrow:pt-2">
          <ul
            ref={list}
            aria-label={t('list', { count: files.length })}
            className="-m-1 flex gap-2 overflow-x-auto p-1"
            {...drag}
          >
            {files.map((file, index) => (
              <AttachmentTile
                key={file.id}
                file={file}
                place={index + 1}
                count={files.length}
                isSelected={file.id === selectedId}
                onSelect={() => {
                  store.select(conversationId, file.id);
                  onWrite();
                }}
                onFocusNeighbour={(by) => focusTile(index + by)}
                onMove={(by) => reorder(file.id, index + by)}
                onRemove={() => remove(file.id)}
              />
            ))}
            <li className="shrink-0">
              <button
                type="button"
                aria-label={t('more')}
                data-tooltip={t('more')}
                data-tooltip-side="top"
                onClick={onPick}
                className="grid size-18 place-items-center rounded-lg border border-input border-dashed text-muted-foreground hover:bg-accent hover:text-foreground"
              >
                <Plus aria-hidden="true" className="icon-20" />
              </button>
            </li>
          </ul>
          <AttachmentBar conversationId={conversationId} picked={picked} store={store} onReorder={reorder} />
        </div>
      )}
    </>
  );
}

/** What was not taken, and why. */
function Refused({ picked, limit, onForget }: { picked: Picked; limit: number; onForget: () => void }) {
  const t = useTranslations('attachments');
  const size = sizeOf(limit, useLocale());
  if (picked.refused.length === 0) return <div role="alert" />;
  return (
    <div
      role="alert"
      className="m-2 mb-0 flex items-start gap-2 rounded-lg bg-destructive-soft py-1.5 pr-1.5 pl-2.5 text-meta"
    >
      <TriangleAlert aria-hidden="true" className="icon-16 mt-1.5 shrink-0 text-destructive" />
      <ul className="min-w-0 flex-1 py-1.5">
        {picked.refused.map(({ name, reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name, and the list never changes
          <li key={index} className="break-words">
            {t(`refused.${reason}`, { name, limit: size })}
          </li>
        ))}
      </ul>
      <IconButton size="sm" side="top" label={t('understood')} icon={<X />} onClick={onForget} />
    </div>
  );
}
