'use client';

import { ArrowLeft, Check, RotateCcw, UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Group } from '@/lib/conversations/group-schema';
import type { ConversationView } from '@/lib/conversations/schema';
import { cn } from '@/lib/utils';
import { useObservable } from '../realtime/observable';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { useInbox } from './inbox-context';
import { NativePicker } from './native-picker';
import { formatPhone } from './phone';
import { useSnoozedUntil } from './snooze-button';
import { ThreadVerbs } from './thread-verbs';
import { TypingWords } from './typing-words';
import { useTitle } from './use-title';
import type { ConversationChange } from './use-update-conversation';

type Props = {
  view: ConversationView;
  /** Who is in it, where it is a group and that is known. */
  group: Group | undefined;
  via: string | undefined;
  isBusy: boolean;
  onChange: (change: ConversationChange) => void;
  onSearch: () => void;
  isPanelShown: boolean | undefined;
  onBack: () => void;
  onPanel: () => void;
};

/** Who one is talking to, whose it is, and the way to end it. */
export function ThreadHeader(props: Props) {
  const { view, group, via, isBusy, onChange, onSearch, isPanelShown, onBack, onPanel } = props;
  const t = useTranslations('conversations');
  const tGroups = useTranslations('groups');
  const common = useTranslations('common');
  const { me } = useInbox();
  const title = useTitle()(view.title);
  const snoozed = useSnoozedUntil(view);
  const subtitle = [
    snoozed,
    group?.size && tGroups('members', { count: group.size }),
    view.contact?.phoneNumber !== view.title && formatPhone(view.contact?.phoneNumber ?? ''),
    !snoozed && view.status !== 'open' && t(`status.${view.status}`),
    via && t('header.via', { number: via }),
  ].filter((part): part is string => Boolean(part));
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-b bg-background pr-3 pl-4 narrow:px-1">
      <IconButton
        label={common('back')}
        icon={<ArrowLeft />}
        onClick={onBack}
        className="hidden narrow:grid"
      />
      {/* Pressed anywhere it shows who that is, as in WhatsApp; with the keyboard the name does. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button within hears the keys */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button within is the control */}
      <div onClick={onPanel} className="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5">
        <Avatar id={view.contact?.id ?? view.id} name={title} src={view.contact?.avatarUrl} size={36} />
        <div className="relative min-w-0 flex-1">
          <h2 className="flex">
            <button
              type="button"
              aria-controls="contact-panel"
              aria-expanded={isPanelShown}
              aria-description={t('header.panel')}
              className="truncate rounded-sm text-left font-semibold"
            >
              {title}
            </button>
          </h2>
          <Subtitle view={view} parts={subtitle} />
        </div>
      </div>
      {me.canWrite && <AssigneePicker view={view} onChange={onChange} />}
      <ThreadVerbs
        view={view}
        onChange={onChange}
        onSearch={onSearch}
        isPanelShown={isPanelShown}
        onPanel={onPanel}
      >
        <ResolveButton view={view} isBusy={isBusy} onChange={onChange} />
      </ThreadVerbs>
    </header>
  );
}

/**
 * The second line: who types, else what there is to say, as many parts as fit. Without a word it takes no room, and
 * nothing moves for who types.
 */
function Subtitle({ view, parts }: Pick<Props, 'view'> & { parts: string[] }) {
  const typing = useObservable(useInbox().typing.of(view.id));
  return (
    <p
      className={cn(
        'flex h-4 flex-wrap overflow-hidden text-meta text-muted-foreground tabular-nums',
        parts.length === 0 && 'absolute top-full left-0 whitespace-nowrap',
      )}
    >
      {typing ? (
        <span className="max-w-full truncate">
          <TypingWords typing={typing} />
        </span>
      ) : (
        parts.map((part, index) => (
          <span key={part} className="max-w-full truncate">
            {index > 0 && <span className="whitespace-pre"> · </span>}
            {part}
          </span>
        ))
      )}
    </p>
  );
}

function ResolveButton({ view, isBusy, onChange }: Pick<Props, 'view' | 'isBusy' | 'onChange'>) {
  const t = useTranslations('conversations.header');
  const isResolved = view.status === 'resolved';
  const label = isResolved ? t('reopen') : t('resolve');
  return (
    <Button
      icon={isResolved ? <RotateCcw /> : <Check />}
      busy={isBusy}
      aria-keyshortcuts="Alt+E"
      aria-label={label}
      onClick={() => onChange({ status: isResolved ? 'open' : 'resolved' })}
      className="narrow:h-10 narrow:px-2.5"
    >
      <span className="narrow:hidden">{label}</span>
    </Button>
  );
}

/** Nobody, me, or whoever has it; choosing among colleagues comes with their list. */
function AssigneePicker({ view, onChange }: Pick<Props, 'view' | 'onChange'>) {
  const t = useTranslations('conversations.header');
  const { me } = useInbox();
  const { assignee } = view;
  const other = assignee && assignee.id !== me.id ? [{ value: assignee.id, label: assignee.name }] : [];
  return (
    <NativePicker
      label={t('assignee')}
      value={assignee?.id ?? ''}
      options={[
        { value: '', label: t('unassigned') },
        { value: me.id, label: t('assigneeMe', { name: me.name }) },
        ...other,
      ]}
      onPick={(id) => onChange({ assigneeId: id || null })}
      arrowClass="narrow:hidden"
      className="h-8 gap-1.5 rounded-lg border bg-background px-2 font-medium hover:bg-accent dark:border-transparent dark:bg-foreground/9 narrow:h-10 narrow:border-transparent narrow:bg-transparent narrow:px-2.5"
    >
      {assignee ? (
        <Avatar id={assignee.id} name={assignee.name} size={20} />
      ) : (
        <UserRound aria-hidden="true" className="icon-16 text-muted-foreground" />
      )}
      <span className="max-w-24 truncate narrow:hidden">
        {assignee?.name.split(' ')[0] ?? t('unassigned')}
      </span>
    </NativePicker>
  );
}
