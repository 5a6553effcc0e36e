'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import type { MenuPlace } from '../messages/menu-button';
import type { MenuVerb } from '../messages/menu-verbs';
import { LiveRegion } from '../ui/live-region';
import { useInbox } from './inbox-context';
import { useInboxAddress } from './use-inbox-address';
import type { MessageVerbs } from './use-message-verbs';

/** Nobody needs them at first sight. */
const MessageMenu = dynamic(() => import('../messages/message-menu'), { ssr: false });
const InfoDialog = dynamic(() => import('../messages/info-dialog'), { ssr: false });
const RevokeDialog = dynamic(() => import('../messages/revoke-dialog'), { ssr: false });
const ForwardDialog = dynamic(() => import('./forward-dialog'), { ssr: false });
const EmojiDialog = dynamic(() => import('../emoji/emoji-dialog'), { ssr: false });
const Gallery = dynamic(() => import('../messages/media/gallery'), { ssr: false });

/** What is open about one message: its menu, or a dialog that the menu led to. */
export type Desk = {
  kind: 'menu' | 'info' | 'forward' | 'revoke' | 'gallery' | 'emoji';
  id: string;
  place: MenuPlace;
};

type Props = {
  desk: Desk | undefined;
  messages: readonly MessageView[];
  instance: InstanceView | undefined;
  verbs: MessageVerbs;
  onDesk: (desk: Desk | undefined) => void;
};

/** The menu of a message and the dialogs it leads to. */
export function MessageDesk(props: Props) {
  const { desk, messages } = props;
  const { said, say } = useSaid();
  const message = messages.find(({ id }) => id === desk?.id);
  return (
    <>
      <LiveRegion>{said}</LiveRegion>
      {desk && message && <Opened {...props} desk={desk} message={message} say={say} />}
    </>
  );
}

type OpenedProps = Omit<Props, 'desk'> & {
  desk: Desk;
  message: MessageView;
  say: ReturnType<typeof useSaid>['say'];
};

function Opened({ desk, message, messages, instance, verbs, say, onDesk }: OpenedProps) {
  const { me, composing } = useInbox();
  const { open } = useInboxAddress();
  const close = () => onDesk(undefined);
  const dialog = {
    message,
    onClose: close,
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      desk.place.returnTo.focus({ preventScroll: true });
    },
  };
  const choose = (verb: MenuVerb | 'emoji') => {
    const { conversationId } = message;
    if (verb === 'copy') navigator.clipboard.writeText(message.text ?? '').then(say.copied, say.notCopied);
    else if (verb === 'reply') composing.set(conversationId, { kind: 'reply', message });
    else if (verb === 'edit')
      composing.set(conversationId, { kind: 'edit', message, text: message.text ?? '' });
    else if (verb === 'download') download(message);
    else onDesk({ ...desk, kind: verb });
  };
  return (
    <>
      {desk.kind === 'menu' && (
        <MessageMenu
          message={message}
          place={desk.place}
          canSend={me.canSend && instance !== undefined}
          onReact={(emoji) => verbs.react(message, emoji)}
          onVerb={choose}
          onClose={close}
        />
      )}
      {desk.kind === 'emoji' && (
        <EmojiDialog
          {...dialog}
          onChoose={(emoji) => {
            verbs.react(message, emoji);
            close();
          }}
        />
      )}
      {desk.kind === 'info' && <InfoDialog {...dialog} numberName={instance?.name} />}
      {desk.kind === 'gallery' && (
        <Gallery
          pictures={messages.filter(isPicture).toReversed()}
          id={desk.id}
          onShow={(id) => onDesk({ ...desk, id })}
          onClose={close}
          onCloseAutoFocus={dialog.onCloseAutoFocus}
        />
      )}
      {desk.kind === 'revoke' && (
        <RevokeDialog
          {...dialog}
          onRevoke={() => {
            verbs.revoke(message);
            close();
          }}
        />
      )}
      {desk.kind === 'forward' && (
        <ForwardDialog
          {...dialog}
          onDone={(ids) => {
            say.forwarded(ids.length);
            close();
            if (ids[0] && ids.length === 1) open(ids[0]);
          }}
        />
      )}
    </>
  );
}

const isPicture = ({ type, media, revokedAt }: MessageView) =>
  (type === 'image' || type === 'video') && media?.state === 'ready' && !revokedAt;

function download({ media }: MessageView): void {
  if (!media) return;
  const link = Object.assign(document.createElement('a'), {
    href: media.url,
    download: media.filename ?? '',
  });
  link.click();
}

/** What is read out: it can't be seen. */
function useSaid() {
  const t = useTranslations('conversations.menu');
  const [said, setSaid] = useState('');
  const say = {
    copied: () => setSaid(t('copied')),
    notCopied: () => setSaid(t('notCopied')),
    forwarded: (count: number) => setSaid(t('forwarded', { count })),
  };
  return { said, say };
}
