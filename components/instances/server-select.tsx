'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ServerView } from '@/lib/servers/schema';

/** Whether a number can be put on it; `mustAnswer`: now. */
export const canTake = ({ free, health }: ServerView, mustAnswer: boolean): boolean =>
  free !== 0 && health.state !== 'unsigned' && (!mustAnswer || ['ok', 'unknown'].includes(health.state));

/** Chooses a server; those that take no more numbers, or that nobody can believe, can't be chosen. */
export function ServerSelect({
  id,
  label,
  hint,
  servers,
  automatic,
  mustAnswer = false,
  value,
  onChange,
}: {
  id: string;
  label: string;
  hint?: string;
  servers: readonly ServerView[];
  /** The words for leaving the choice to us; without them one must be chosen. */
  automatic?: string;
  /** What is chosen is used at once. */
  mustAnswer?: boolean;
  value: string;
  onChange: (serverId: string) => void;
}) {
  const t = useTranslations('instances.servers');
  const roomOf = ({ free, numbers, health }: ServerView): string => {
    if (health.state === 'unsigned') return t('unsigned');
    if (free === 0) return t('full');
    if (health.state !== 'ok' && health.state !== 'unknown') return t('away');
    return free === null ? t('numbers', { count: numbers }) : t('free', { count: free });
  };
  return (
    <Field id={id} label={label} hint={hint} className="mt-4 mb-0 first:mt-0">
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        {automatic && <option value="">{automatic}</option>}
        {servers.map((server) => (
          <option key={server.id} value={server.id} disabled={!canTake(server, mustAnswer)}>
            {`${server.isShared ? t('shared') : server.name} (${roomOf(server)})`}
          </option>
        ))}
      </Select>
    </Field>
  );
}
