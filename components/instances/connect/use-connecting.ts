'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { useAction } from '@/components/problem/use-action';
import { connectInstanceAction, disconnectInstanceAction } from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';
import { type Attempt, NO_ATTEMPT, shouldAsk, stageOf } from './stage';
import { useStatusPoll } from './use-status-poll';

/**
 * Brings a number to life while the dialog is open: asks for a connection, follows it by push and by polling, and
 * asks again (a few times) when its codes ran out. `instance` is the live one; fresher words go to `onChange`.
 */
export function useConnecting(instance: InstanceView, onChange: (instance: InstanceView) => void) {
  const { id, status } = instance;
  const [attempt, setAttempt] = useState<Attempt>(NO_ATTEMPT);
  const connecting = useAction(connectInstanceAction);
  const unlinking = useAction(disconnectInstanceAction);
  const isWorking = status === 'WORKING' && instance.pending !== 'disconnect';
  const polling = useStatusPoll(id, !isWorking, onChange);

  const ask = useEffectEvent(async (renewals: number) => {
    setAttempt(({ asks }) => ({ asks: asks + 1, renewals, hasSeenCode: false }));
    const result = await connecting.run({ id });
    if (result) onChange(result.data);
  });

  const isDue =
    shouldAsk(instance, attempt) && !connecting.isBusy && !unlinking.isBusy && !connecting.problem;
  useEffect(() => {
    if (isDue) ask(attempt.hasSeenCode ? attempt.renewals + 1 : attempt.renewals);
  }, [isDue, attempt]);

  useEffect(() => {
    if (status === 'SCAN_QR_CODE') setAttempt((now) => ({ ...now, hasSeenCode: true }));
  }, [status]);

  /** Starts over, as if the dialog had just been opened. */
  const retry = () => {
    connecting.clear();
    setAttempt(NO_ATTEMPT);
  };

  /** Gives up the old link for good, so that WhatsApp shows a code again (WAHA 2026.8: a restart never does). */
  const unlink = async () => {
    const result = await unlinking.run({ id, logout: true });
    if (!result) return;
    onChange(result.data);
    retry();
  };

  const asking = connecting.problem ?? unlinking.problem;
  const isBusy = connecting.isBusy || unlinking.isBusy;
  const stage = isBusy && !isWorking ? 'starting' : stageOf(instance, attempt, { asking, polling });
  return { stage, attempt, problem: asking ?? polling, retry, unlink, isBusy };
}
