'use client';

import { Copy, Download, Forward, Info, Pencil, Plus, Reply, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';
import { DropdownMenuItem, DropdownMenuSeparator } from '../ui/dropdown-menu';
import { AnchoredMenu } from './anchored-menu';
import type { MenuPlace } from './menu-button';
import { canReact, type MenuVerb, verbsOf } from './menu-verbs';

const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
const icons = {
  reply: Reply,
  copy: Copy,
  download: Download,
  forward: Forward,
  edit: Pencil,
  info: Info,
  revoke: Trash2,
};

type Props = {
  message: MessageView;
  place: MenuPlace;
  canSend: boolean;
  onReact: (emoji: string) => void;
  /** `emoji`: any of all. */
  onVerb: (verb: MenuVerb | 'emoji') => void;
  onClose: () => void;
};

/** What can be done with one message: react, then verbs. It opens where it was asked for. */
export default function MessageMenu({ message, place, canSend, onReact, onVerb, onClose }: Props) {
  const t = useTranslations('conversations.menu');
  const verbs = verbsOf(message, canSend);
  const isWaiting = message.status === 'queued';
  return (
    <AnchoredMenu place={place} label={t('open')} align="start" className="w-64" onClose={onClose}>
      {(afterwards) => (
        <>
          {canReact(message, canSend) && (
            <Reactions message={message} onReact={onReact} onMore={() => afterwards(() => onVerb('emoji'))} />
          )}
          {verbs.map((verb) => {
            const Icon = icons[verb];
            // The clipboard wants the very press.
            const choose = verb === 'copy' ? onVerb : (chosen: MenuVerb) => afterwards(() => onVerb(chosen));
            return (
              <DropdownMenuItem key={verb} destructive={verb === 'revoke'} onSelect={() => choose(verb)}>
                <Icon aria-hidden="true" />
                {t(verb === 'revoke' && isWaiting ? 'cancel' : verb)}
              </DropdownMenuItem>
            );
          })}
        </>
      )}
    </AnchoredMenu>
  );
}

/** Six that are one press away; ours is pressed in, and pressing it again takes it back. */
function Reactions({
  message,
  onReact,
  onMore,
}: Pick<Props, 'message' | 'onReact'> & { onMore: () => void }) {
  const t = useTranslations('conversations.menu');
  const ours = message.reactions.find(({ fromMe }) => fromMe)?.emoji;
  const choices = ours && !QUICK.includes(ours) ? [ours, ...QUICK.slice(0, 5)] : QUICK;
  return (
    <>
      <fieldset aria-label={t('reactions')} className="flex min-w-0" onKeyDown={moveSideways}>
        {choices.map((emoji) => (
          <DropdownMenuItem
            key={emoji}
            aria-label={emoji === ours ? t('takeBack', { emoji }) : t('react', { emoji })}
            onSelect={() => onReact(emoji === ours ? '' : emoji)}
            className={cn(
              'h-10 flex-1 justify-center px-0 text-[22px] leading-none',
              emoji === ours && 'bg-accent-pressed',
            )}
          >
            {emoji}
          </DropdownMenuItem>
        ))}
        <DropdownMenuItem
          aria-label={t('otherEmoji')}
          onSelect={onMore}
          className="h-10 flex-1 justify-center px-0"
        >
          <Plus aria-hidden="true" />
        </DropdownMenuItem>
      </fieldset>
      <DropdownMenuSeparator />
    </>
  );
}

/** A menu goes up and down by itself; in this row also to the sides. */
function moveSideways(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowRight: 'nextElementSibling', ArrowLeft: 'previousElementSibling' } as const;
  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
  const next = document.activeElement?.[by[event.key]];
  if (next instanceof HTMLElement) next.focus();
  event.preventDefault();
}
