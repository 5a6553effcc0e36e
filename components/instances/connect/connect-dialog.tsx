'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import type { InstanceView } from '@/lib/instances/schema';
import { CONNECT_BUTTON_ID, menuIdOf } from '../focus-ids';
import { ConnectPanes } from './connect-panes';
import { DonePane } from './done-pane';
import { DoorProvider } from './door';
import { staffDoor } from './staff-door';

/** Walks a number from off to working: started, code read, done; every failure has its way out. */
export function ConnectDialog({
  instance,
  canConverse,
  onChange,
  onClose,
}: {
  instance: InstanceView;
  canConverse: boolean;
  onChange: (instance: InstanceView) => void;
  onClose: () => void;
}) {
  const t = useTranslations('instances.connect');
  const common = useTranslations('common');
  const door = useMemo(() => staffDoor(instance.id, onChange), [instance.id, onChange]);

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="lg"
        title={t('title', { name: instance.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, menuIdOf(instance.id), CONNECT_BUTTON_ID)}
      >
        <DoorProvider door={door}>
          <ConnectPanes
            instance={instance}
            onClose={onClose}
            done={<DonePane instance={instance} canConverse={canConverse} onClose={onClose} />}
          />
        </DoorProvider>
      </DialogContent>
    </Dialog>
  );
}
