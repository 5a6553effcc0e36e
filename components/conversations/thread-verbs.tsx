'use client';

import { EllipsisVertical, PanelRight, Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { type MenuPlace, placeOf } from '../messages/menu-button';
import { IconButton } from '../ui/icon-button';
import { useInbox } from './inbox-context';
import { SnoozeButton } from './snooze-button';
import { useInboxKeys } from './use-inbox-keys';
import type { ConversationChange } from './use-update-conversation';

/** Nobody needs them at first sight. */
const SnoozeDialog = dynamic(() => import('./snooze-dialog'), { ssr: false });
const ThreadMenu = dynamic(() => import('./thread-menu'), { ssr: false });

type Props = {
  view: ConversationView;
  onChange: (change: ConversationChange) => void;
  onSearch: () => void;
  isPanelShown: boolean | undefined;
  onPanel: () => void;
  /** Between them, for those who may write. */
  children: ReactNode;
};

/** The buttons above a thread; on a phone most of them are in a menu. Alt+M snoozes in either. */
export function ThreadVerbs({ view, onChange, onSearch, isPanelShown, onPanel, children }: Props) {
  const t = useTranslations('conversations.header');
  const { canWrite } = useInbox().me;
  const [isSnoozing, setSnoozing] = useState(false);
  const [menu, setMenu] = useState<MenuPlace>();
  const snooze = canWrite ? () => setSnoozing(true) : undefined;
  useInboxKeys({ 'Alt+KeyM': snooze });
  return (
    <>
      <IconButton
        label={t('search')}
        icon={<Search />}
        onClick={onSearch}
        aria-keyshortcuts="Control+F"
        className="narrow:hidden"
      />
      {snooze && <SnoozeButton onAsk={snooze} />}
      {canWrite && children}
      <IconButton
        label={t('panel')}
        icon={<PanelRight />}
        onClick={onPanel}
        aria-controls="contact-panel"
        aria-expanded={isPanelShown}
        active={isPanelShown}
        className="narrow:hidden"
      />
      <IconButton
        label={t('menu')}
        icon={<EllipsisVertical />}
        onClick={(event) => setMenu(placeOf(event.currentTarget))}
        aria-haspopup="menu"
        aria-expanded={menu !== undefined}
        className="hidden narrow:grid"
      />
      {menu && (
        <ThreadMenu
          isGroup={view.kind === 'group'}
          place={menu}
          onSearch={onSearch}
          onSnooze={snooze}
          onPanel={onPanel}
          onClose={() => setMenu(undefined)}
        />
      )}
      {isSnoozing && <SnoozeDialog view={view} onChange={onChange} onClose={() => setSnoozing(false)} />}
    </>
  );
}
