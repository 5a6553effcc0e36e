import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ConversationView } from '@/lib/conversations/schema';
import { cn } from '@/lib/utils';
import { Tick } from '../messages/tick';
import { TypeIcon } from '../messages/type-icon';
import { useObservable } from '../realtime/observable';
import { firstName } from './first-name';
import { useInbox } from './inbox-context';
import { TypingWords } from './typing-words';

type Props = { view: ConversationView; draft: string | undefined };

/** The second line of a row: who types, else my draft, else what was not sent, else the last message. */
export function RowPreview(props: Props) {
  const typing = useObservable(useInbox().typing.of(props.view.id));
  if (!typing) return <Preview {...props} />;
  return (
    <span className="min-w-0 flex-1 truncate">
      <TypingWords typing={typing} />
    </span>
  );
}

function Preview({ view, draft }: Props) {
  const t = useTranslations('conversations');
  const { lastMessage: last, unreadCount } = view;
  const line = cn('min-w-0 flex-1 truncate', unreadCount > 0 ? 'text-foreground' : 'text-muted-foreground');
  if (draft?.trim())
    return (
      <span className={line}>
        <span className="font-medium text-primary">{t('draft')}</span> {draft}
      </span>
    );
  if (!last) return <span className={line} />;
  const preview = last.preview || t(`types.${last.type}`);
  if (last.status === 'failed')
    return (
      <>
        <CircleAlert aria-hidden="true" className="icon-14 text-destructive" />
        <span className="min-w-0 flex-1 truncate text-destructive">{t('notSent', { preview })}</span>
      </>
    );
  return (
    <>
      {last.direction === 'outbound' && <Tick status={last.status} className="text-muted-foreground" />}
      {last.senderName && <Speaker name={last.senderName} isUnread={unreadCount > 0} />}
      <TypeIcon type={last.type} className="icon-14 text-muted-foreground" />
      <span dir="auto" className={line}>
        {preview}
      </span>
    </>
  );
}

/** Who of a group said it, by the first of their names; a long one leaves room for what they said. */
function Speaker({ name, isUnread }: { name: string; isUnread: boolean }) {
  const t = useTranslations('conversations');
  return (
    <span
      className={cn(
        '-mr-0.5 max-w-28 shrink-0 truncate',
        isUnread ? 'text-foreground' : 'text-muted-foreground',
      )}
    >
      {t('saidBy', { name: firstName(name) })}
    </span>
  );
}
