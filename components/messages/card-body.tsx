import { BarChart3, Contact, MapPin } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { formatPhone } from '../conversations/phone';

/** What is neither text nor a file: a poll, a place, contact cards. */
export default function CardBody({ message: { poll, location, contacts } }: { message: MessageView }) {
  if (poll) return <Poll poll={poll} />;
  if (location) return <Place location={location} />;
  return contacts?.map((contact, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the cards of a message never change places
    <Line key={index} icon={<Contact aria-hidden="true" className="icon-18" />} title={contact.name}>
      {contact.phoneNumber && <Phone phone={contact.phoneNumber} />}
    </Line>
  ));
}

/** A card may hold anything as its phone: only what can be dialled is a link. */
function Phone({ phone }: { phone: string }) {
  if (!/^\+?[\d\s().-]{3,}$/.test(phone)) return phone;
  return (
    <a href={`tel:${phone.replace(/[^+\d]/g, '')}`} className="link text-bubble-link">
      {formatPhone(phone)}
    </a>
  );
}

function Poll({ poll }: { poll: NonNullable<MessageView['poll']> }) {
  const t = useTranslations('conversations.thread');
  const most = Math.max(1, ...poll.options.map(({ votes }) => votes));
  return (
    <div className="w-64 max-w-full">
      <Line icon={<BarChart3 aria-hidden="true" className="icon-18" />} title={poll.name}>
        {t(poll.multiple ? 'pollMany' : 'pollOne')}
      </Line>
      <ul className="mt-2 flex flex-col gap-2">
        {poll.options.map(({ text, votes }) => (
          <li key={text}>
            <span className="flex justify-between gap-3">
              <span dir="auto" className="min-w-0">
                {text}
              </span>
              <span className="shrink-0 text-meta tabular-nums opacity-80">
                {t('votes', { count: votes })}
              </span>
            </span>
            <span aria-hidden="true" className="mt-1 block h-1.5 rounded-sm bg-foreground/7">
              <span
                className="block h-full rounded-sm bg-bubble-link"
                style={{ width: `${(votes / most) * 100}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Place({ location }: { location: NonNullable<MessageView['location']> }) {
  const t = useTranslations('conversations');
  const { latitude, longitude, name, address } = location;
  const href = `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`;
  return (
    <Line icon={<MapPin aria-hidden="true" className="icon-18" />} title={name ?? t('types.location')}>
      {address && <span className="block">{address}</span>}
      <a href={href} target="_blank" rel="noopener noreferrer nofollow" className="link text-bubble-link">
        {t('thread.openMap')}
      </a>
    </Line>
  );
}

function Line({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2 py-0.5 [&>svg]:mt-0.5 [&>svg]:shrink-0">
      {icon}
      <div className="min-w-0">
        <span dir="auto" className="block font-semibold">
          {title}
        </span>
        <span className="block text-meta">{children}</span>
      </div>
    </div>
  );
}
