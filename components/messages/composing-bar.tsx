import { Pencil, Reply, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '../ui/icon-button';
import type { Composing } from './composing';
import { QuoteBox } from './quote';
import { usePreview } from './use-preview';

/** At the top of the composer: what is being answered or edited, and the way out of it. */
export function ComposingBar({ composing, onCancel }: { composing: Composing; onCancel: () => void }) {
  const t = useTranslations('conversations.composer');
  const preview = usePreview();
  const isEdit = composing.kind === 'edit';
  const { message } = composing;
  const Icon = isEdit ? Pencil : Reply;
  const name = isEdit ? t('editing') : t('replyTo', { name: message.sender.name ?? t('thisNumber') });
  return (
    <div className="flex items-center gap-2 px-2 pt-2">
      <Icon aria-hidden="true" className="icon-16 mx-1 text-muted-foreground" />
      <div className="min-w-0 flex-1">
        <QuoteBox name={name} text={preview(message)} />
      </div>
      <IconButton
        size="sm"
        side="top"
        label={t(isEdit ? 'cancelEdit' : 'cancelReply')}
        icon={<X />}
        onClick={onCancel}
      />
    </div>
  );
}
