'use client';

import { Lock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import { AttachButton } from '../attachments/attach-button';
import { DropZone } from '../attachments/drop-zone';
import { Composer } from '../messages/composer';
import { ComposingBar } from '../messages/composing-bar';
import { useObservable } from '../realtime/observable';
import { isHidden } from './hidden-number';
import { useInbox } from './inbox-context';
import { useComposing } from './use-composing';
import type { MessageVerbs } from './use-message-verbs';
import { useTitle } from './use-title';

/** Only who picks a file needs it. */
const AttachmentStrip = dynamic(() => import('../attachments/attachment-strip'));

type Props = {
  view: ConversationView;
  instance: InstanceView | undefined;
  onEdit: MessageVerbs['edit'];
  onEditLast: () => void;
};

/** The composer of a conversation, or the sentence that says why one can't answer here. */
export function ReplyBox(props: Props) {
  const t = useTranslations('conversations.composer');
  const { me } = useInbox();
  if (!me.canSend) return <Closed>{t('viewer')}</Closed>;
  if (!props.instance) return <Closed>{t('deletedNumber')}</Closed>;
  return <OpenBox {...props} instance={props.instance} />;
}

function OpenBox({ view, instance, onEdit, onEditLast }: Props & { instance: InstanceView }) {
  const t = useTranslations('conversations.composer');
  const tFiles = useTranslations('attachments');
  const { attachments } = useInbox();
  const titleOf = useTitle();
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { composing, edited, text, write, send, end } = useComposing(view.id, onEdit);
  const picked = useObservable(attachments.all).get(view.id);
  const files = edited ? [] : (picked?.files ?? []);
  const selected = files.find(({ id }) => id === picked?.selectedId);
  const add = (added: File[]) => {
    if (edited) end();
    attachments.add(view.id, added);
    box.current?.focus();
  };
  return (
    <>
      <DropZone inside={box} onFiles={add} />
      <Composer
        box={box}
        text={text}
        onText={write}
        onSend={send}
        hasFiles={files.length > 0}
        above={
          <>
            {composing && <ComposingBar composing={composing} onCancel={end} />}
            {picked && !edited && (
              <AttachmentStrip
                conversationId={view.id}
                picked={picked}
                store={attachments}
                onPick={() => picker.current?.click()}
                onWrite={() => box.current?.focus()}
              />
            )}
          </>
        }
        tools={<AttachButton picker={picker} onFiles={add} />}
        isEditing={edited !== undefined}
        focusOn={composing?.message.id && `${composing.kind} ${composing.message.id}`}
        onCancel={composing && end}
        onEditLast={files.length === 0 ? onEditLast : undefined}
        placeholder={
          selected
            ? tFiles('caption', { name: selected.name })
            : t('placeholder', { name: nameFor(view, titleOf(view.title)) })
        }
        via={instance.name}
      />
    </>
  );
}

/** People by their first name; groups, phones and hidden numbers as they are. */
const nameFor = ({ kind, contact, title }: ConversationView, shown: string) =>
  kind === 'direct' && title !== contact?.phoneNumber && !isHidden(title)
    ? (shown.split(' ')[0] ?? shown)
    : shown;

function Closed({ children }: { children: string }) {
  return (
    <p className="mx-4 mb-3 flex items-center gap-2 rounded-xl border bg-background px-3.5 py-3 text-muted-foreground narrow:mx-2 narrow:mb-2">
      <Lock aria-hidden="true" className="icon-16" />
      {children}
    </p>
  );
}
