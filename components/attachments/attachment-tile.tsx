import { CircleAlert, FileText, Music, RotateCw, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { cn } from '@/lib/utils';
import { useObservable } from '../realtime/observable';
import type { Attachment } from './attachment-store';
import { sizeOf } from './file-size';
import type { UploadState } from './upload';

type Props = {
  file: Attachment;
  /** From 1. */
  place: number;
  count: number;
  isSelected: boolean;
  onSelect: () => void;
  onFocusNeighbour: (by: 1 | -1) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

/** One picked file: a square of 72 with its number, or a card of 176; how far it is, and the way out. */
export function AttachmentTile(props: Props) {
  const { file, place, count, isSelected, onSelect, onRemove } = props;
  const t = useTranslations('attachments');
  const upload = useObservable(file.upload.state);
  const isSquare = upload.kind === 'image' || upload.kind === 'video';
  const state = useStateWords(upload);
  const tile = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSelected) tile.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isSelected]);
  return (
    <li ref={tile} data-file={file.id} className="group relative shrink-0 touch-pan-x">
      <button
        type="button"
        data-tile
        aria-pressed={isSelected}
        aria-label={t('file', { place, count, name: file.name, state })}
        aria-keyshortcuts="ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight Delete"
        onClick={onSelect}
        onKeyDown={(event) => onKey(event, props)}
        className={cn(
          'relative block h-18 select-none overflow-hidden rounded-lg bg-muted text-left',
          isSquare ? 'w-18' : 'w-44',
          isSelected &&
            count > 1 &&
            'outline-2 outline-foreground -outline-offset-2 focus-visible:outline-focus',
        )}
      >
        {isSquare ? (
          <Thumb file={file} kind={upload.kind} />
        ) : (
          <Card file={file} state={state} upload={upload} />
        )}
        {isSquare && <Badge>{place}</Badge>}
        <Progress upload={upload} />
      </button>
      {upload.step === 'failed' && isSquare && (
        <RetryButton label={t('retry', { name: file.name })} onClick={() => file.upload.finish()} />
      )}
      <button
        type="button"
        aria-label={t('remove', { name: file.name })}
        onClick={onRemove}
        className="absolute top-0 right-0 grid size-8 place-items-start justify-items-end rounded-lg p-1"
      >
        <span className="grid size-5 place-items-center rounded-full bg-neutral-900/85 text-white">
          <X aria-hidden="true" className="icon-12" />
        </span>
      </button>
    </li>
  );
}

function useStateWords({ step, progress, error }: UploadState): string {
  const t = useTranslations('attachments');
  if (step === 'failed') return error?.message || t('state.offline');
  return t(`state.${step}`, { percent: Math.round(progress * 100) });
}

/** A decoded copy as large as the tile; a film shows its first picture. */
function Thumb({ file, kind }: { file: Attachment; kind: string }) {
  if (kind === 'video')
    return (
      <video
        muted
        playsInline
        preload="metadata"
        src={file.url}
        className="pointer-events-none size-full object-cover"
      />
    );
  return (
    // biome-ignore lint/performance/noImgElement: a file of this browser, not of a server
    <img src={file.url} alt="" decoding="async" draggable={false} className="size-full object-cover" />
  );
}

function Card({ file, state, upload }: { file: Attachment; state: string; upload: UploadState }) {
  const locale = useLocale();
  const isFailed = upload.step === 'failed';
  const Icon = isFailed ? CircleAlert : upload.kind === 'audio' ? Music : FileText;
  return (
    <span className="flex h-full items-center gap-2.5 pr-7 pl-3">
      <Icon
        aria-hidden="true"
        className={cn('icon-20 shrink-0', isFailed ? 'text-destructive' : 'text-muted-foreground')}
      />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 break-all font-medium text-meta leading-4">{file.name}</span>
        <span
          className={cn(
            'block truncate text-[11px] tabular-nums leading-4',
            isFailed ? 'text-destructive' : 'text-muted-foreground',
          )}
        >
          {upload.step === 'done' ? sizeOf(upload.size, locale) : state}
        </span>
      </span>
    </span>
  );
}

function Badge({ children }: { children: number }) {
  return (
    <span className="absolute bottom-1 left-1 grid h-5 min-w-5 place-items-center rounded-full bg-neutral-900/85 px-1 font-medium text-[11px] text-white tabular-nums">
      {children}
    </span>
  );
}

function Progress({ upload: { step, progress } }: { upload: UploadState }) {
  if (step === 'done' || step === 'failed') return null;
  return (
    <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-[3px] bg-border">
      <span
        className="block h-full bg-primary transition-[width]"
        style={{ width: `${Math.round(progress * 100)}%` }}
      />
    </span>
  );
}

function RetryButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tooltip={label}
      data-tooltip-side="top"
      onClick={onClick}
      className="absolute right-0 bottom-0 left-6 grid h-8 place-items-center rounded-lg bg-destructive text-destructive-foreground"
    >
      <RotateCw aria-hidden="true" className="icon-16" />
    </button>
  );
}

/** Arrows go along the files, with Shift they take one along; Delete takes it out. */
function onKey(event: KeyboardEvent, { onFocusNeighbour, onMove, onRemove }: Props): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
  if (by) (event.shiftKey ? onMove : onFocusNeighbour)(by);
  else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
  else return;
  event.preventDefault();
}
