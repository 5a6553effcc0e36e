import { ArrowLeft, ArrowRight, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useObservable } from '../realtime/observable';
import { IconButton } from '../ui/icon-button';
import { Segmented } from '../ui/segmented';
import type { Attachment, AttachmentStore, Picked } from './attachment-store';
import type { Quality } from './upload';

type Props = {
  conversationId: string;
  picked: Picked;
  store: AttachmentStore;
  onReorder: (id: string, to: number) => void;
};

/** Below the files: what the selected one is, its place, and how pictures leave. */
export function AttachmentBar({ conversationId, picked, store, onReorder }: Props) {
  const t = useTranslations('attachments');
  const { files, selectedId, quality } = picked;
  const at = files.findIndex(({ id }) => id === selectedId);
  const file = files[at];
  const qualities: readonly Quality[] = ['standard', 'hd', 'original'];
  if (!file) return null;
  return (
    <div className="mt-1.5 flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
      <SelectedFile file={file} />
      {files.length > 1 && (
        <span className="flex">
          <IconButton
            size="sm"
            side="top"
            label={t('earlier')}
            icon={<ArrowLeft />}
            aria-disabled={at === 0}
            onClick={() => onReorder(file.id, at - 1)}
          />
          <IconButton
            size="sm"
            side="top"
            label={t('later')}
            icon={<ArrowRight />}
            aria-disabled={at === files.length - 1}
            onClick={() => onReorder(file.id, at + 1)}
          />
        </span>
      )}
      {files.some(({ kind }) => kind === 'image') && (
        <Segmented
          name={`quality-${conversationId}`}
          legend={t('quality.legend')}
          value={quality}
          options={qualities.map((value) => ({ value, label: t(`quality.${value}`) }))}
          onChange={(value) => store.setQuality(conversationId, value)}
          className="text-meta [&>label]:h-6 [&>label]:px-2 max-md:[&>label]:h-8"
        />
      )}
    </div>
  );
}

/** Its name; and where it failed, why, and again. */
function SelectedFile({ file }: { file: Attachment }) {
  const t = useTranslations('attachments');
  const { step, error } = useObservable(file.upload.state);
  if (step !== 'failed')
    return <span className="min-w-0 flex-1 truncate text-meta text-muted-foreground">{file.name}</span>;
  return (
    <span className="flex min-w-0 flex-1 items-center gap-1 text-destructive text-meta">
      <span className="min-w-0 truncate">{error?.message || t('state.offline')}</span>
      <IconButton
        size="sm"
        side="top"
        label={t('retry', { name: file.name })}
        icon={<RotateCw />}
        onClick={() => file.upload.finish()}
      />
    </span>
  );
}
