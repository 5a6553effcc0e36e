'use client';

import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { StateLine } from '@/components/ui/badge';
import type { ServerState } from '@/lib/servers/schema';

const LOOKS = {
  ok: { tone: 'ok', icon: <CircleCheck /> },
  unknown: { tone: 'off', icon: <CircleDashed /> },
  away: { tone: 'bad', icon: <CircleAlert /> },
  key_refused: { tone: 'bad', icon: <CircleAlert /> },
  not_waha: { tone: 'bad', icon: <CircleAlert /> },
  not_allowed: { tone: 'bad', icon: <CircleAlert /> },
  unsigned: { tone: 'warning', icon: <TriangleAlert /> },
} as const;

/** How a server is, as icon and word. */
export function ServerStateLine({ state }: { state: ServerState }) {
  const t = useTranslations('servers.state');
  return <StateLine {...LOOKS[state]}>{t(state)}</StateLine>;
}
