import { useTranslations } from 'next-intl';
import type { MessageView } from '@/lib/messages/schema';

const MOST_EMOJIS = 4;
const MOST_NAMES = 10;

/** The reactions to a message on its lower edge: each emoji once, how many there are, and on hover whose. */
export function ReactionPill({ reactions }: Pick<MessageView, 'reactions'>) {
  const t = useTranslations('conversations.thread');
  if (reactions.length === 0) return null;
  const emojis = [...new Set(reactions.map(({ emoji }) => emoji))];
  const nameOf = ({ fromMe, senderName }: MessageView['reactions'][number]) =>
    fromMe ? t('you') : (senderName ?? t('unknownSender'));
  const listed = (names: string[]) =>
    names.length > MOST_NAMES
      ? t('andOthers', { names: names.slice(0, MOST_NAMES).join(', '), count: names.length - MOST_NAMES })
      : names.join(', ');
  const said = emojis
    .slice(0, MOST_EMOJIS)
    .map((emoji) => {
      const names = reactions.filter((reaction) => reaction.emoji === emoji).map(nameOf);
      return t('reactions', { emoji, names: listed(names) });
    })
    .join(' · ');
  return (
    <span
      role="img"
      aria-label={said}
      data-tooltip={said}
      data-reactions
      className="relative -mt-1.5 mx-2 inline-flex h-6 items-center gap-1 rounded-xl bg-background px-2 text-meta text-muted-foreground tabular-nums ring-1 ring-border"
    >
      {emojis.slice(0, MOST_EMOJIS).join('')}
      {reactions.length > 1 && <span>{reactions.length}</span>}
    </span>
  );
}
