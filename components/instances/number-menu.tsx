'use client';

import {
  CirclePause,
  Ellipsis,
  Link2,
  Pencil,
  Power,
  RotateCw,
  Server,
  SlidersHorizontal,
  Trash2,
  Unlink,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { InstanceView } from '@/lib/instances/schema';
import { menuIdOf } from './focus-ids';
import { stateOf, wasLinked } from './number-state';
import type { NumberCommands } from './use-number-commands';

/** Everything one can do with a number. */
export function NumberMenu({
  instance,
  commands,
  canMove,
}: {
  instance: InstanceView;
  commands: NumberCommands;
  /** There is another server where it could be. */
  canMove: boolean;
}) {
  const t = useTranslations('instances');
  const { id } = instance;
  const isOff = ['stopped', 'new', 'stopping'].includes(stateOf(instance));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          id={menuIdOf(id)}
          label={t('menuOf', { name: instance.name })}
          icon={<Ellipsis />}
          className="-mt-2 self-start data-[state=open]:bg-accent data-[state=open]:text-foreground"
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent onCloseAutoFocus={(event) => commands.hasDialog() && event.preventDefault()}>
        {isOff ? (
          <DropdownMenuItem onSelect={() => commands.start(id)}>
            <Power />
            {t('act.start')}
          </DropdownMenuItem>
        ) : (
          <>
            <DropdownMenuItem onSelect={() => commands.restart(id)}>
              <RotateCw />
              {t('act.restart')}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => commands.stop(id)}>
              <CirclePause />
              {t('act.stop')}
            </DropdownMenuItem>
          </>
        )}
        {instance.status !== 'WORKING' && (
          <DropdownMenuItem onSelect={() => commands.open({ kind: 'link', id })}>
            <Link2 />
            {t('act.link')}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={() => commands.open({ kind: 'rename', id })}>
          <Pencil />
          {t('act.rename')}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => commands.open({ kind: 'sending', id })}>
          <SlidersHorizontal />
          {t('act.sending')}
        </DropdownMenuItem>
        {canMove && (
          <DropdownMenuItem onSelect={() => commands.open({ kind: 'move', id })}>
            <Server />
            {t('act.move')}
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        {wasLinked(instance) && (
          <DropdownMenuItem onSelect={() => commands.open({ kind: 'unlink', id })}>
            <Unlink />
            {t('act.unlink')}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem destructive onSelect={() => commands.open({ kind: 'remove', id })}>
          <Trash2 />
          {t('act.remove')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
