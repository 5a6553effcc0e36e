'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import { useClock } from '../messages/clock';
import { useObservable } from '../realtime/observable';
import { Avatar } from '../ui/avatar';
import { LabelTag } from '../ui/badge';
import { IconButton } from '../ui/icon-button';
import { toneOf } from '../ui/tone';
import { GroupMembers } from './group-members';
import { isHidden } from './hidden-number';
import { useInbox } from './inbox-context';
import { JoinedNote } from './joined-note';
import { formatPhone } from './phone';
import { useTitle } from './use-title';

type Props = {
  view: ConversationView;
  instance: InstanceView | undefined;
  onClose: () => void;
};

/** Who one is talking to, and the facts of the conversation. */
export function ContactPanel({ view, instance, onClose }: Props) {
  const t = useTranslations('conversations');
  const { times, now } = useClock();
  const title = useTitle()(view.title);
  return (
    <>
      <header className="flex h-14 shrink-0 items-center gap-2 border-b pr-3 pl-4">
        <h2 className="flex-1 text-title">{view.kind === 'group' ? t('panel.group') : t('panel.contact')}</h2>
        <IconButton label={t('panel.close')} icon={<X />} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="flex flex-col items-center px-4 pt-5 pb-4 text-center">
          <Avatar id={view.contact?.id ?? view.id} name={title} src={view.contact?.avatarUrl} size={64} />
          <h3 className="wrap-anywhere mt-2.5 max-w-full text-title">{title}</h3>
          {view.contact && <Phone phone={view.contact.phoneNumber} title={view.title} />}
        </div>
        <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-y-1 border-t px-4 py-3">
          <Fact name={t('panel.assignee')}>
            {view.assignee ? (
              <>
                <Avatar id={view.assignee.id} name={view.assignee.name} size={20} />
                <span className="truncate">{view.assignee.name}</span>
              </>
            ) : (
              <span className="text-muted-foreground">{t('nobody')}</span>
            )}
          </Fact>
          <Fact name={t('panel.status')}>{t(`status.${view.status}`)}</Fact>
          <Fact name={t('panel.number')}>{instance?.name ?? t('panel.deletedNumber')}</Fact>
          <Fact name={t('panel.since')}>{times.day(view.createdAt, now)}</Fact>
          {view.labels.length > 0 && (
            <Fact name={t('panel.labels')}>
              {view.labels.map((label) => (
                <LabelTag key={label.id} className={toneOf(label.id)}>
                  {label.name}
                </LabelTag>
              ))}
            </Fact>
          )}
        </dl>
        {view.kind === 'group' && <Members view={view} instance={instance} />}
        {view.joined && <JoinedNote key={view.joined.id} joined={view.joined} earlier={view.earlierJoins} />}
      </div>
    </>
  );
}

function Members({ view, instance }: Pick<Props, 'view' | 'instance'>) {
  const { groups } = useInbox();
  const group = useObservable(groups.of(view.id));
  return group && <GroupMembers key={view.id} group={group} ownName={instance?.name ?? ''} />;
}

/** The number as above the conversation; in words where WhatsApp hides it. */
function Phone({ phone, title }: { phone: string | null; title: string }) {
  const t = useTranslations('conversations.panel');
  const common = useTranslations('common');
  if (phone)
    return (
      <p className="text-muted-foreground tabular-nums">
        <a href={`tel:${phone}`} className="hover:underline">
          {formatPhone(phone)}
        </a>
      </p>
    );
  return (
    <>
      {!isHidden(title) && <p className="text-muted-foreground">{common('hiddenNumber')}</p>}
      <p className="mt-1 max-w-56 text-meta text-muted-foreground">{t('hiddenHint')}</p>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="min-h-6 text-[12px] text-muted-foreground leading-6">{name}</dt>
      <dd className="flex min-h-6 min-w-0 flex-wrap items-center gap-1.5">{children}</dd>
    </>
  );
}
