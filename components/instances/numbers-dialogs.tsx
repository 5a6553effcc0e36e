'use client';

import { useEffect } from 'react';
import type { InstanceView } from '@/lib/instances/schema';
import type { ServerView } from '@/lib/servers/schema';
import { ConnectDialog } from './connect/connect-dialog';
import { CreateDialog } from './create-dialog';
import { LinkDialog } from './link/link-dialog';
import { MoveDialog } from './move-dialog';
import { RemoveDialog } from './remove-dialog';
import { RenameDialog } from './rename-dialog';
import { SendingDialog } from './sending-dialog';
import { UnlinkDialog } from './unlink-dialog';
import type { useInstances } from './use-instances';
import type { NumberCommands } from './use-number-commands';

/** The one dialog that is open, if any. */
export function NumbersDialogs({
  instances,
  servers,
  change,
  commands,
  canConverse,
}: {
  instances: InstanceView[];
  servers: readonly ServerView[];
  change: ReturnType<typeof useInstances>['change'];
  commands: NumberCommands;
  canConverse: boolean;
}) {
  const { dialog, close } = commands;
  useEffect(() => {
    // The address that opened the first dialog must not open it again after a reload.
    if (!dialog && window.location.search) window.history.replaceState(null, '', window.location.pathname);
  }, [dialog]);
  if (!dialog) return null;
  const onPlaced = (instance: InstanceView) => {
    change.put(instance);
    commands.open({ kind: 'connect', id: instance.id });
  };
  if (dialog.kind === 'create')
    return <CreateDialog servers={servers} onCreated={onPlaced} onClose={close} />;
  const instance = instances.find(({ id }) => id === dialog.id);
  if (!instance) return null;
  const shared = { instance, onClose: close };
  switch (dialog.kind) {
    case 'connect':
      return <ConnectDialog key={instance.id} {...shared} onChange={change.put} canConverse={canConverse} />;
    case 'link':
      return <LinkDialog {...shared} />;
    case 'move':
      return <MoveDialog {...shared} servers={servers} onMoved={onPlaced} />;
    case 'rename':
      return <RenameDialog {...shared} onRenamed={change.put} />;
    case 'sending':
      return <SendingDialog {...shared} onSaved={change.put} />;
    case 'unlink':
      return <UnlinkDialog {...shared} onUnlinked={change.put} />;
    case 'remove':
      return <RemoveDialog {...shared} onRemoved={() => change.remove(instance.id)} />;
  }
}
