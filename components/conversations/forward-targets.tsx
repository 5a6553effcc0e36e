import { useTranslations } from 'next-intl';
import { useDeferredValue, useEffect, useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { ReadError, readApi } from '../realtime/read-api';
import { Avatar } from '../ui/avatar';
import { Chip } from '../ui/badge';
import { Checkbox } from '../ui/checkbox';
import { useInstances } from './inbox-context';
import type { ConversationPage } from './list-state';
import { useTitle } from './use-title';

type Props = {
  query: string;
  chosen: readonly ConversationView[];
  /** No further one may be chosen. */
  isFull: boolean;
  onToggle: (view: ConversationView) => void;
};

/** Conversations that fit the search, the ones with the newest activity first; what is chosen stays. */
export function ForwardTargets({ query, chosen, isFull, onToggle }: Props) {
  const t = useTranslations('conversations.forward');
  const { found, error } = useFound(query.trim());
  const instances = useInstances();
  const titleOf = useTitle();
  const names = new Map(instances.map(({ id, name }) => [id, name]));
  if (error) return <Line>{error}</Line>;
  if (!found) return <div className="skeleton h-10 w-full" />;
  // Of a number that was deleted nothing leaves any more.
  const open = found.filter(({ instanceId }) => names.has(instanceId));
  const isChosen = (view: ConversationView) => chosen.some(({ id }) => id === view.id);
  const rows = [...chosen.filter(({ id }) => !open.some((view) => view.id === id)), ...open];
  if (rows.length === 0) return <Line>{t('none')}</Line>;
  return (
    <ul className="-mx-2 min-h-40">
      {rows.map((view) => (
        <li key={view.id}>
          <Checkbox
            checked={isChosen(view)}
            disabled={isFull && !isChosen(view)}
            onChange={() => onToggle(view)}
            className="items-center rounded-lg px-2 py-1.5 hover:bg-accent"
            label={
              <span className="flex min-w-0 items-center gap-2.5">
                <Avatar
                  id={view.contact?.id ?? view.id}
                  name={view.title}
                  src={view.contact?.avatarUrl}
                  size={32}
                />
                <span className="truncate font-medium">{titleOf(view.title)}</span>
                {instances.length > 1 && <Chip>{names.get(view.instanceId)}</Chip>}
              </span>
            }
          />
        </li>
      ))}
    </ul>
  );
}

const Line = ({ children }: { children: string }) => (
  <p className="min-h-40 py-2 text-muted-foreground">{children}</p>
);

function useFound(query: string): { found?: ConversationView[]; error?: string } {
  const t = useTranslations('conversations.errors');
  const wanted = useDeferredValue(query);
  const [state, setState] = useState<{ found?: ConversationView[]; error?: string }>({});
  useEffect(() => {
    const stop = new AbortController();
    const search = wanted ? `&q=${encodeURIComponent(wanted)}` : '';
    readApi<ConversationPage>(`/api/messages/conversations?limit=30${search}`, stop.signal)
      .then(({ data }) => setState({ found: data }))
      .catch((error) => {
        if (error instanceof ReadError) setState({ error: error.message || t('offline') });
      });
    return () => stop.abort();
  }, [wanted, t]);
  return state;
}
