'use client';

import { useTranslations } from 'next-intl';
import { focusFirstField, focusFirstOf } from '@/components/dialogs/focus';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { LiveRegion } from '@/components/ui/live-region';
import type { InstanceView } from '@/lib/instances/schema';
import { CONNECT_BUTTON_ID, menuIdOf } from '../focus-ids';
import { DonePane } from './done-pane';
import { FailurePane } from './failure-pane';
import { ScanPane } from './scan-pane';
import type { Stage } from './stage';
import { StepsBar } from './steps-bar';
import { useConnecting } from './use-connecting';
import { WaitPane } from './wait-pane';

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
  const connecting = useConnecting(instance, onChange);
  const { stage } = connecting;

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="lg"
        title={t('title', { name: instance.name })}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstField}
        onCloseAutoFocus={(event) => focusFirstOf(event, menuIdOf(instance.id), CONNECT_BUTTON_ID)}
      >
        <StepsBar stage={stage} hasSeenCode={connecting.attempt.hasSeenCode} />
        <LiveRegion>
          <Announcement stage={stage} name={instance.name} />
        </LiveRegion>
        {stage === 'scan' ? (
          <ScanPane instance={instance} onClose={onClose} />
        ) : stage === 'done' ? (
          <DonePane instance={instance} canConverse={canConverse} onClose={onClose} />
        ) : stage === 'starting' || stage === 'linking' ? (
          <WaitPane key={stage} id={instance.id} stage={stage} onChange={onChange} onClose={onClose} />
        ) : (
          <FailurePane stage={stage} instance={instance} connecting={connecting} onClose={onClose} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function Announcement({ stage, name }: { stage: Stage; name: string }) {
  const t = useTranslations('instances.connect');
  switch (stage) {
    case 'starting':
      return t('startingTitle');
    case 'scan':
      return t('read');
    case 'linking':
      return t('linkingTitle');
    case 'done':
      return t('doneTitle', { name });
    default:
      return t(`${stage}.title`);
  }
}
