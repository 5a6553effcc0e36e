import { Download, FileText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { sizeOf } from '../../attachments/file-size';
import type { Media } from './media-body';

/** A file: its name, kind and size; pressed it is downloaded. */
export function DocumentCard({ media }: { media: Media }) {
  const t = useTranslations('conversations');
  const locale = useLocale();
  const name = media.filename ?? t('types.document');
  const facts = [kindOf(media), media.size !== null && sizeOf(media.size, locale)].filter(Boolean);
  return (
    <a
      href={media.url}
      download={media.filename ?? ''}
      aria-label={t('media.download', { name })}
      className="flex w-64 max-w-full items-center gap-2.5 rounded-[9px] bg-foreground/6 p-2 pr-3 hover:bg-foreground/10"
    >
      <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-background text-muted-foreground">
        <FileText aria-hidden="true" className="icon-20" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-meta tabular-nums opacity-80">{facts.join(' · ')}</span>
      </span>
      <Download aria-hidden="true" className="icon-18 opacity-80" />
    </a>
  );
}

/** PDF, DOCX: by the name's end, else by the type. */
function kindOf({ filename, mimetype }: Media): string {
  const end = /\.([a-z0-9]{1,5})$/i.exec(filename ?? '')?.[1];
  return (end ?? mimetype.split(';')[0]?.split('/')[1] ?? '').toUpperCase();
}
