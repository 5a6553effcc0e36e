import {
  Activity,
  BookOpen,
  CornerDownLeft,
  HeartPulse,
  House,
  KeyRound,
  MessageSquare,
  Server,
  Smartphone,
  UserRoundCog,
  Zap,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';
import { formatPhone } from '../conversations/phone';
import { useTitle } from '../conversations/use-title';
import { useClock } from '../messages/clock';
import { TypeIcon } from '../messages/type-icon';
import { Avatar } from '../ui/avatar';
import { markName, parseHighlight } from './highlight';
import type { Option, PlaceKey } from './options';
import { Pieces } from './pieces';

const placeIcons: Record<PlaceKey, typeof House> = {
  home: House,
  conversations: MessageSquare,
  whatsapp: Smartphone,
  servers: Server,
  health: HeartPulse,
  tokens: KeyRound,
  monitoring: Activity,
  templates: Zap,
  personal: UserRoundCog,
  docs: BookOpen,
};

type Props = {
  id: string;
  option: Option;
  typed: string;
  /** The name of the number it came through, where there are several. */
  via: string | undefined;
  isActive: boolean;
  onHover: () => void;
  onChoose: () => void;
};

/** One line: a face or an icon, what was found, and where from. */
export function OptionRow(props: Props) {
  const { id, option, isActive, onHover, onChoose } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field, which names the active line
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      onMouseMove={onHover}
      onClick={onChoose}
      className={cn(
        'flex min-h-9 cursor-pointer items-center gap-3 rounded-lg px-2 py-1 max-md:min-h-11',
        isActive && 'bg-popover-accent',
      )}
    >
      <Content {...props} />
      {isActive && option.kind !== 'more' && (
        <CornerDownLeft aria-hidden="true" className="icon-14 shrink-0 text-muted-foreground narrow:hidden" />
      )}
    </div>
  );
}

function Content({ option, typed, via }: Props) {
  if (option.kind === 'conversation') return <Conversation view={option.view} typed={typed} via={via} />;
  if (option.kind === 'contact') return <Contact contact={option.contact} typed={typed} />;
  if (option.kind === 'message') return <Message hit={option.hit} via={via} />;
  if (option.kind === 'more') return <More />;
  const Icon = placeIcons[option.place];
  return (
    <>
      <span className="grid w-8 shrink-0 place-items-center">
        <Icon aria-hidden="true" className="icon-18 text-muted-foreground" />
      </span>
      <span className="flex-1 truncate">
        <Pieces pieces={markName(option.name, typed)} />
      </span>
    </>
  );
}

function Conversation({
  view,
  typed,
  via,
}: {
  view: Extract<Option, { kind: 'conversation' }>['view'];
  typed: string;
  via: string | undefined;
}) {
  const { times, now } = useClock();
  const title = useTitle()(view.title);
  const phone = formatPhone(view.contact?.phoneNumber ?? '');
  return (
    <Lines
      face={<Avatar id={view.contact?.id ?? view.id} name={title} src={view.contact?.avatarUrl} size={32} />}
      first={<Pieces pieces={markName(title, typed)} />}
      second={phone !== title ? phone : (view.lastMessage?.preview ?? '')}
      meta={[via, view.lastMessageAt && times.short(view.lastMessageAt, now)]}
    />
  );
}

function Contact({
  contact: { id, name, phoneNumber, avatarUrl },
  typed,
}: {
  contact: Extract<Option, { kind: 'contact' }>['contact'];
  typed: string;
}) {
  const t = useTranslations('search');
  return (
    <Lines
      face={<Avatar id={id} name={name} src={avatarUrl} size={32} />}
      first={<Pieces pieces={markName(name, typed)} />}
      second={formatPhone(phoneNumber)}
      meta={[t('write')]}
    />
  );
}

function Message({
  hit: { message, conversation, highlight },
  via,
}: {
  hit: Extract<Option, { kind: 'message' }>['hit'];
  via: string | undefined;
}) {
  const t = useTranslations('search');
  const { times, now } = useClock();
  const name = useTitle()(conversation.title);
  const when = `${times.near(message.sentAt, now)}, ${times.clock(message.sentAt)}`;
  const isGroup = conversation.kind === 'group' && message.direction === 'inbound';
  const who =
    message.direction === 'outbound'
      ? t('toThem', { name })
      : isGroup
        ? t('inGroup', { name: message.sender.name ?? '', group: name })
        : name;
  return (
    <Lines
      face={
        <Avatar
          id={conversation.contact?.id ?? conversation.id}
          name={name}
          src={conversation.contact?.avatarUrl}
          size={32}
        />
      }
      first={
        <span dir="auto">
          <Pieces pieces={parseHighlight(highlight)} />
        </span>
      }
      second={`${who} · ${when}`}
      meta={[via]}
      icon={message.type !== 'text' && <TypeIcon type={message.type} className="icon-16 shrink-0" />}
    />
  );
}

function Lines({
  face,
  first,
  second,
  meta,
  icon,
}: {
  face: ReactNode;
  first: ReactNode;
  second: string;
  meta: (string | undefined | null | false)[];
  icon?: ReactNode;
}) {
  return (
    <>
      {face}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{first}</span>
        <span className="block truncate text-meta text-muted-foreground tabular-nums">{second}</span>
      </span>
      {icon}
      <span className="flex shrink-0 gap-2 text-meta text-muted-foreground tabular-nums">
        {meta.filter(Boolean).map((part) => (
          <span key={String(part)} className="max-w-24 truncate">
            {part}
          </span>
        ))}
      </span>
    </>
  );
}

function More() {
  const t = useTranslations('search');
  return <span className="flex-1 pl-11 font-medium text-meta text-muted-foreground">{t('more')}</span>;
}
