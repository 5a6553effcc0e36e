import { CircleCheck, CircleSlash, Clock, Link2Off } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';

type Over = 'done' | 'expired' | 'revoked' | 'used' | 'wrong';

const ICONS: Record<Over, ReactNode> = {
  done: <CircleCheck aria-hidden="true" />,
  expired: <Clock aria-hidden="true" />,
  revoked: <CircleSlash aria-hidden="true" />,
  used: <Link2Off aria-hidden="true" />,
  wrong: <Link2Off aria-hidden="true" />,
};

/** What became of a link that leads nowhere any more, and what to do. */
export function LinkOver({ state, name }: { state: Over; name?: string }) {
  const t = useTranslations('links.over');
  const isDone = state === 'done';
  return (
    <Card aria-labelledby="link-over" className="flex flex-col items-center px-6 py-12 text-center">
      <span
        className={`mb-4 grid size-16 place-items-center rounded-full [&>svg]:icon-24 ${isDone ? 'bg-success-soft text-success' : 'bg-muted text-muted-foreground'}`}
      >
        {ICONS[state]}
      </span>
      <div role="status">
        <h1 id="link-over" className="text-title">
          {isDone && name ? t('doneNamed', { name }) : t(`${state}.title`)}
        </h1>
        <p className="mt-2 max-w-90 text-balance text-muted-foreground">{t(`${state}.text`)}</p>
      </div>
    </Card>
  );
}
