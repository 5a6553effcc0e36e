import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';

const box = 'block w-full rounded-md border-primary border-l-[3px] px-2.5 py-1.5 text-left text-meta';

/** What a message answers, in its bubble; pressed it leads there. */
export function Quote({
  reply,
  isOurs,
  onJump,
}: {
  reply: NonNullable<MessageView['replyTo']>;
  isOurs: boolean;
  onJump?: (id: string) => void;
}) {
  const t = useTranslations('conversations.thread');
  const { id } = reply;
  const look = cn(
    '-mx-1 mb-1.5 w-[calc(100%+8px)]',
    box,
    isOurs ? 'bg-foreground/7 text-bubble-out-muted' : 'bg-foreground/6 text-bubble-in-muted',
  );
  const lines = <QuoteLines name={reply.senderName} text={reply.text ?? t('quoteWithoutText')} />;
  if (!id || !onJump) return <blockquote className={look}>{lines}</blockquote>;
  return (
    <button type="button" className={cn(look, 'hover:bg-foreground/10')} onClick={() => onJump(id)}>
      <span className="sr-only">{t('quoteOf')}</span>
      {lines}
    </button>
  );
}

/** The same above the composer, and in the dialog that passes a message on. */
export function QuoteBox({ name, text }: { name: ReactNode; text: string }) {
  return (
    <div className={cn(box, 'min-w-0 bg-muted text-muted-foreground')}>
      <QuoteLines name={name} text={text} />
    </div>
  );
}

function QuoteLines({ name, text }: { name: ReactNode; text: string }) {
  return (
    <>
      {name && <b className="block truncate font-semibold text-bubble-link">{name}</b>}
      <span dir="auto" className="block truncate">
        {text}
      </span>
    </>
  );
}
