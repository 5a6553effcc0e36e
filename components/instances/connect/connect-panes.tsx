'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LiveRegion } from '@/components/ui/live-region';
import type { Subject } from './door';
import { FailurePane } from './failure-pane';
import { ScanPane } from './scan-pane';
import type { Stage } from './stage';
import { StepsBar } from './steps-bar';
import { useConnecting } from './use-connecting';
import { WaitPane } from './wait-pane';

/** The steps of a connection, and what there is to see and to do at each; `done` is shown at the end. */
export function ConnectPanes({
  instance,
  done,
  onClose,
}: {
  instance: Subject;
  done: ReactNode;
  /** Absent where there is nothing to go back to. */
  onClose?: () => void;
}) {
  const connecting = useConnecting(instance);
  const { stage } = connecting;
  return (
    <>
      <StepsBar stage={stage} hasSeenCode={connecting.attempt.hasSeenCode} />
      <LiveRegion>
        <Announcement stage={stage} name={instance.name} />
      </LiveRegion>
      {stage === 'scan' ? (
        <ScanPane instance={instance} onClose={onClose} />
      ) : stage === 'done' ? (
        done
      ) : stage === 'starting' || stage === 'linking' ? (
        <WaitPane key={stage} stage={stage} onClose={onClose} />
      ) : (
        <FailurePane stage={stage} instance={instance} connecting={connecting} onClose={onClose} />
      )}
    </>
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
