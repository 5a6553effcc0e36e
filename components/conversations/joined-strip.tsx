'use client';

import { Merge } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { bannerAction, Strip } from '../ui/banner';

/** Says that two conversations became one while one was looking at either. */
export function JoinedStrip({ view }: { view: ConversationView }) {
  const t = useTranslations('conversations.joined');
  const joinId = view.joined?.id;
  // What was joined before one came is no news: the contact's panel tells.
  const [knownId, setKnownId] = useState(joinId);
  if (!joinId || joinId === knownId) return null;
  return (
    <Strip
      tone="success"
      icon={<Merge />}
      className="px-4"
      action={
        <button type="button" className={bannerAction} onClick={() => setKnownId(joinId)}>
          {t('dismiss')}
        </button>
      }
    >
      {t('notice')}
    </Strip>
  );
}
