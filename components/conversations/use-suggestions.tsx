import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { useMentions } from '../mentions/use-mentions';
import type { Suggestions } from '../messages/composer';
import { useFields } from '../templates/use-fields';
import { useTemplateList } from '../templates/use-template-list';
import { firstName } from './first-name';
import { useInbox } from './inbox-context';
import { personName } from './person-name';
import { useInboxKeys } from './use-inbox-keys';

const MentionList = dynamic(() => import('../mentions/mention-list'), { ssr: false });
const TemplateList = dynamic(() => import('../templates/template-list'), { ssr: false });

type Input = {
  view: ConversationView;
  /** The name of the number it leaves by. */
  number: string;
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  write: (text: string) => void;
};

/** What helps to write in the box of a conversation: people of a group, templates, and the fields of one. */
export function useSuggestions({ view, number, box, text, write }: Input) {
  const mentions = useMentions({ conversationId: view.id, isGroup: view.kind === 'group', box, text, write });
  const values = useValues(view, number);
  const templates = useTemplateList({ box, text, write, values });
  const fields = useFields(box, text);
  const t = useTranslations('replies');
  const [said, setSaid] = useState('');
  useInboxKeys({ '/': templates.toggle });
  const suggestions: Suggestions = {
    open: templates.list?.templates.length ? templates.list : mentions.list,
    node: templates.list ? (
      <TemplateList {...templates.list} />
    ) : (
      mentions.list && <MentionList {...mentions.list} />
    ),
    onKey: (event: KeyboardEvent) => templates.onKey(event) || mentions.onKey(event) || fields.onKey(event),
    onCursor: (at: number) => {
      templates.onCursor(at);
      mentions.onCursor(at);
    },
  };
  /** It can't be sent: into the first field that is empty. */
  const stop = () => {
    fields.goTo();
    // With a space more it is another text, and is read out again.
    setSaid((before) => `${t('stopped')}${before.endsWith(' ') ? '' : ' '}`);
  };
  return { suggestions, templates, fields, mentionsOf: mentions.mentionsOf, stop, said };
}

function useValues(view: ConversationView, number: string) {
  const { me } = useInbox();
  const name = personName(view);
  return {
    nome: name,
    primeiro_nome: name && firstName(name),
    atendente: me.name,
    nome_do_numero: number,
  };
}
