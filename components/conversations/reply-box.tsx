'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import { Composer } from '../messages/composer';
import { ComposingBar } from '../messages/composing-bar';
import { useObservable } from '../realtime/observable';
import { isHidden } from './hidden-number';
import { useInbox } from './inbox-context';
import type { MessageVerbs } from './use-message-verbs';
import { useTitle } from './use-title';

type Props = {
  view: ConversationView;
  instance: InstanceView | undefined;
  onEdit: MessageVerbs['edit'];
  onEditLast: () => void;
};

/** The composer of a conversation, or the sentence that says why one can't answer here. */
export function ReplyBox({ view, instance, onEdit, onEditLast }: Props) {
  const t = useTranslations('conversations.composer');
  const inbox = useInbox();
  const { me, outbox, drafts } = inbox;
  const titleOf = useTitle();
  const draft = useObservable(drafts.all, () => NONE).get(view.id) ?? '';
  const composing = useObservable(inbox.composing.all).get(view.id);
  if (!me.canSend) return <Closed>{t('viewer')}</Closed>;
  if (!instance) return <Closed>{t('deletedNumber')}</Closed>;
  const edited = composing?.kind === 'edit' ? composing : undefined;
  const end = () => inbox.composing.set(view.id, undefined);
  const write = (text: string) =>
    edited ? inbox.composing.set(view.id, { ...edited, text }) : drafts.set(view.id, text);
  const send = (text: string) => {
    if (edited) return onEdit(edited.message, text);
    outbox.send({
      clientId: crypto.randomUUID(),
      conversationId: view.id,
      text,
      createdAt: new Date().toISOString(),
      replyTo: composing && quoteOf(composing.message),
    });
    drafts.set(view.id, '');
    end();
  };
  return (
    <Composer
      text={edited?.text ?? draft}
      onText={write}
      onSend={send}
      above={composing && <ComposingBar composing={composing} onCancel={end} />}
      isEditing={edited !== undefined}
      focusOn={composing?.message.id && `${composing.kind} ${composing.message.id}`}
      onCancel={composing && end}
      onEditLast={onEditLast}
      name={nameFor(view, titleOf(view.title))}
      via={instance.name}
    />
  );
}

/** People by their first name; groups, phones and hidden numbers as they are. */
const nameFor = ({ kind, contact, title }: ConversationView, shown: string) =>
  kind === 'direct' && title !== contact?.phoneNumber && !isHidden(title)
    ? (shown.split(' ')[0] ?? shown)
    : shown;
const quoteOf = ({ id, text, sender }: MessageView) => ({ id, text, senderName: sender.name });

const NONE: ReadonlyMap<string, string> = new Map();

function Closed({ children }: { children: string }) {
  return (
    <p className="mx-4 mb-3 flex items-center gap-2 rounded-xl border bg-background px-3.5 py-3 text-muted-foreground narrow:mx-2 narrow:mb-2">
      <Lock aria-hidden="true" className="icon-16" />
      {children}
    </p>
  );
}
