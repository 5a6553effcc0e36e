import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { toneOf } from '../ui/tone';

const box = 'block w-full rounded-md border-l-[3px] px-2.5 py-1.5 text-left text-meta';

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
  const tone = toneOfQuote(reply);
  const look = cn(
    '-mx-1 mb-1.5 w-[calc(100%+8px)]',
    box,
    tone ? cn('border-tone', tone) : 'border-primary',
    isOurs ? 'bg-foreground/7 text-bubble-out-muted' : 'bg-foreground/6 text-bubble-in-muted',
  );
  // On our green a tone needs to be a little darker to be read.
  const nameTone = isOurs ? 'text-[color-mix(in_srgb,var(--tone),var(--foreground)_15%)]' : 'text-tone';
  const lines = (
    <QuoteLines
      name={reply.senderName}
      text={reply.text ?? t('quoteWithoutText')}
      nameClass={tone ? nameTone : undefined}
    />
  );
  if (!id || !onJump) return <blockquote className={look}>{lines}</blockquote>;
  return (
    <button type="button" className={cn(look, 'hover:bg-foreground/10')} onClick={() => onJump(id)}>
      <span className="sr-only">{t('quoteOf')}</span>
      {lines}
    </button>
  );
}

/** The author's steady colour, the same as above their messages; ours is the colour of our side. */
const toneOfQuote = ({ fromMe, senderId, senderName }: NonNullable<MessageView['replyTo']>) =>
  fromMe || !(senderId ?? senderName) ? undefined : toneOf(senderId ?? senderName ?? '');

/** The same above the composer, and in the dialog that passes a message on. */
export function QuoteBox({ name, text }: { name: ReactNode; text: string }) {
  return (
    <div className={cn(box, 'min-w-0 border-primary bg-muted text-muted-foreground')}>
      <QuoteLines name={name} text={text} />
    </div>
  );
}

function QuoteLines({
  name,
  text,
  nameClass = 'text-bubble-link',
}: {
  name: ReactNode;
  text: string;
  nameClass?: string;
}) {
  return (
    <>
      {name && <b className={cn('block truncate font-semibold', nameClass)}>{name}</b>}
      <span dir="auto" className="block truncate">
        {text}
      </span>
    </>
  );
}
