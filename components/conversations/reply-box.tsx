'use client';

import { Lock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import { AttachButton } from '../attachments/attach-button';
import { DropZone } from '../attachments/drop-zone';
import { EmojiButton } from '../emoji/emoji-button';
import { Composer } from '../messages/composer';
import { ComposingBar } from '../messages/composing-bar';
import { TemplateButton } from '../templates/template-button';
import { LiveRegion } from '../ui/live-region';
import { RecordButton } from '../voice/record-button';
import { useInbox } from './inbox-context';
import { insertAtCursor } from './insert-at-cursor';
import { personName } from './person-name';
import { useComposing } from './use-composing';
import type { MessageVerbs } from './use-message-verbs';
import { usePicked } from './use-picked';
import { useSuggestions } from './use-suggestions';
import { useTitle } from './use-title';
import { useVoice } from './use-voice';

/** Only who picks a file, or speaks, needs them. `ssr: false` is what lets the box take letters while one is on its way. */
const VoiceBar = dynamic(() => import('../voice/voice-bar'), { ssr: false });
const AttachmentStrip = dynamic(() => import('../attachments/attachment-strip'), { ssr: false });
const FieldsBar = dynamic(() => import('../templates/fields-bar'), { ssr: false });

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
  const { me } = useInbox();
  const box = useRef<HTMLTextAreaElement>(null);
  const { composing, edited, text, write, send, end } = useComposing(view.id, onEdit);
  const isEditing = edited !== undefined;
  const files = usePicked(view.id, { box, isEditing, onStopEditing: end });
  const { suggestions, templates, fields, mentionsOf, stop, said } = useSuggestions({
    view,
    number: instance.name,
    box,
    text,
    write,
  });
  const { voice, recorder, sendVoice, cancelVoice } = useVoice(view.id, box);
  const placeholder = usePlaceholder(view, files.selected?.name);
  const tReplies = useTranslations('replies');
  return (
    <>
      <DropZone onFiles={files.add} />
      <Composer
        box={box}
        text={text}
        onText={write}
        onSend={() => send(mentionsOf) || stop()}
        hasFiles={files.hasFiles}
        sendWith={me.sendWith}
        suggestions={suggestions}
        unready={fields.names.length > 0 ? tReplies('stopped') : undefined}
        above={
          <>
            {composing && <ComposingBar composing={composing} onCancel={end} />}
            {files.strip && <AttachmentStrip {...files.strip} />}
            {fields.names.length > 0 && <FieldsBar names={fields.names} onGoTo={fields.goTo} />}
          </>
        }
        instead={
          recorder && !isEditing && <VoiceBar recorder={recorder} onSend={sendVoice} onCancel={cancelVoice} />
        }
        aside={!isEditing && <RecordButton onStart={() => voice.start(view.id)} />}
        tools={
          <>
            {!isEditing && <AttachButton picker={files.picker} onFiles={files.add} />}
            <EmojiButton
              onChoose={(emoji) => insertAtCursor(box.current, emoji, write)}
              onClose={() => box.current?.focus()}
            />
            <TemplateButton isOpen={templates.list !== undefined} onToggle={templates.toggle} />
          </>
        }
        isEditing={isEditing}
        focusOn={composing?.message.id && `${composing.kind} ${composing.message.id}`}
        onCancel={composing && end}
        onEditLast={files.hasFiles ? undefined : onEditLast}
        placeholder={placeholder}
        via={instance.name}
      />
      <LiveRegion>{said}</LiveRegion>
    </>
  );
}

/** What the empty box says: to whom, or of which file. */
function usePlaceholder(view: ConversationView, fileName: string | undefined): string {
  const t = useTranslations('conversations.composer');
  const tFiles = useTranslations('attachments');
  const titleOf = useTitle();
  return fileName
    ? tFiles('caption', { name: fileName })
    : t('placeholder', { name: nameFor(view, titleOf(view.title)) });
}

/** People by their first name; groups, phones and hidden numbers as they are. */
const nameFor = (view: ConversationView, shown: string) =>
  personName(view) === undefined ? shown : (shown.split(' ')[0] ?? shown);

function Closed({ children }: { children: string }) {
  return (
    <p className="mx-4 mb-3 flex items-center gap-2 rounded-xl border bg-background px-3.5 py-3 text-muted-foreground narrow:mx-2 narrow:mb-2">
      <Lock aria-hidden="true" className="icon-16" />
      {children}
    </p>
  );
}
