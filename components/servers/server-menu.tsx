'use client';

import { Ellipsis, ListTree, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { ServerView } from '@/lib/servers/schema';
import { serverMenuIdOf } from './focus-ids';
import type { ServerDialog } from './servers-screen';

/** Everything its owner can do with a server. The installation's own is set elsewhere: it can be asked. */
export function ServerMenu({
  server,
  onOpen,
  onCheck,
}: {
  server: ServerView;
  onOpen: (dialog: ServerDialog) => void;
  onCheck: () => void;
}) {
  const t = useTranslations('servers');
  const isOpening = useRef(false);
  const open = (dialog: ServerDialog) => () => {
    isOpening.current = true;
    onOpen(dialog);
  };
  const name = server.isShared ? t('shared.name') : server.name;
  return (
    <DropdownMenu onOpenChange={() => (isOpening.current = false)}>
      <DropdownMenuTrigger asChild>
        <IconButton
          id={serverMenuIdOf(server.id)}
          label={t('menuOf', { name })}
          icon={<Ellipsis />}
          className="-mt-1.5 -mr-1.5 data-[state=open]:bg-accent data-[state=open]:text-foreground"
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent onCloseAutoFocus={(event) => isOpening.current && event.preventDefault()}>
        <DropdownMenuItem onSelect={onCheck}>
          <RefreshCw />
          {t('act.check')}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={open('sessions')}>
          <ListTree />
          {t('act.sessions')}
        </DropdownMenuItem>
        {!server.isShared && (
          <>
            <DropdownMenuItem onSelect={open('edit')}>
              <Pencil />
              {t('act.edit')}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem destructive onSelect={open('remove')}>
              <Trash2 />
              {t('act.remove')}
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
