'use client';

import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { StateLine } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import type { HealthView } from '@/lib/tasks/schema';
import { PARTS, partState } from './broken-parts';

const LOOKS = {
  ok: { tone: 'ok', icon: <CircleCheck /> },
  late: { tone: 'warning', icon: <TriangleAlert /> },
  low: { tone: 'warning', icon: <TriangleAlert /> },
  down: { tone: 'bad', icon: <CircleAlert /> },
  unknown: { tone: 'off', icon: <CircleDashed /> },
} as const;

/** The installation's own parts. */
export function PartsCard({ view }: { view: HealthView }) {
  const t = useTranslations('health');
  return (
    <Section id="parts" title={t('parts.title')}>
      {PARTS.map((part) => {
        const state = partState(view, part);
        const isFault = state !== 'ok' && state !== 'unknown';
        const say = state === 'late' || state === 'low' ? state : part;
        return (
          <Row
            key={part}
            name={t(`parts.${part}`)}
            state={state}
            word={t(`state.${state}`)}
            say={isFault && t(`say.${say}`)}
          />
        );
      })}
    </Section>
  );
}

/** The WAHA servers, asked just now. */
export function ServersCard({ servers }: { servers: NonNullable<HealthView['checks']>['servers'] }) {
  const t = useTranslations('health');
  const names = useTranslations('servers.shared');
  return (
    <Section id="servers" title={t('servers.title')}>
      {servers.length === 0 && <li className="px-4 py-3 text-muted-foreground">{t('servers.none')}</li>}
      {servers.map((server) => (
        <ServerRow key={server.id} {...server} name={server.name === 'env' ? names('name') : server.name} />
      ))}
    </Section>
  );
}

type Server = NonNullable<HealthView['checks']>['servers'][number];

function ServerRow({ name, status, stream }: Server) {
  const t = useTranslations('health');
  const streams = useTranslations('servers.stream');
  if (status === 'down') return <Row name={name} state="down" word={t('servers.away')} />;
  if (stream === 'waiting')
    return <Row name={name} state="late" word={t('servers.unheard')} say={streams('waiting')} />;
  const word = t(stream === 'open' ? 'servers.heard' : 'state.ok');
  return <Row name={name} state="ok" word={word} />;
}

/** A card with a list, named by its heading. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <Card aria-labelledby={`health-${id}`}>
      <CardHeader>
        <h2 id={`health-${id}`}>{title}</h2>
      </CardHeader>
      <ul className="divide-y divide-border/65">{children}</ul>
    </Card>
  );
}

function Row({
  name,
  state,
  word,
  say,
}: {
  name: string;
  state: keyof typeof LOOKS;
  word: string;
  say?: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-2.5">
      <span className="min-w-0 truncate font-medium">{name}</span>
      <StateLine {...LOOKS[state]}>{word}</StateLine>
      {say && <p className="basis-full text-meta text-muted-foreground">{say}</p>}
    </li>
  );
}
