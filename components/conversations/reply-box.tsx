'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import { Composer } from '../messages/composer';
import { useObservable } from '../realtime/observable';
import { isHidden } from './hidden-number';
import { useInbox } from './inbox-context';
import { useTitle } from './use-title';

/** The composer of a conversation, or the sentence that says why one can't answer here. */
export function ReplyBox({ view, instance }: { view: ConversationView; instance: InstanceView | undefined }) {
  const t = useTranslations('conversations.composer');
  const { me, outbox, drafts } = useInbox();
  const titleOf = useTitle();
  const text = useObservable(drafts.all, () => NONE).get(view.id) ?? '';
  if (!me.canSend) return <Closed>{t('viewer')}</Closed>;
  if (!instance) return <Closed>{t('deletedNumber')}</Closed>;
  const send = (written: string) =>
    outbox.send({
      clientId: crypto.randomUUID(),
      conversationId: view.id,
      text: written,
      createdAt: new Date().toISOString(),
    });
  return (
    <Composer
      text={text}
      onText={(value) => drafts.set(view.id, value)}
      onSend={send}
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

const NONE: ReadonlyMap<string, string> = new Map();

function Closed({ children }: { children: string }) {
  return (
    <p className="mx-4 mb-3 flex items-center gap-2 rounded-xl border bg-background px-3.5 py-3 text-muted-foreground narrow:mx-2 narrow:mb-2">
      <Lock aria-hidden="true" className="icon-16" />
      {children}
    </p>
  );
}
