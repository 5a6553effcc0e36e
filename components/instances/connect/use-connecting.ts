'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { UNREACHABLE } from '@/components/problem/problem';
import { useAction } from '@/components/problem/use-action';
import { type ConnectDoor, type Subject, useDoor } from './door';
import { type Attempt, NO_ATTEMPT, shouldAsk, stageOf } from './stage';
import { useStatusPoll } from './use-status-poll';

/**
 * Brings a number to life while the dialog is open: asks for a connection, follows it by push and by polling, and
 * asks again (a few times) when its codes ran out. `instance` is the live one, as the door tells it.
 */
export function useConnecting(instance: Subject) {
  const { status } = instance;
  const door = useDoor();
  const [attempt, setAttempt] = useState<Attempt>(NO_ATTEMPT);
  const connecting = useAction(door.connect);
  const unlinking = useAction(door.staff?.unlink ?? refuse);
  const isWorking = status === 'WORKING' && instance.pending !== 'disconnect';
  const polling = useStatusPoll(door, !isWorking);

  const ask = useEffectEvent(async (renewals: number) => {
    setAttempt(({ asks }) => ({ asks: asks + 1, renewals, hasSeenCode: false }));
    await connecting.run(undefined);
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

  const unlink = async () => {
    if (await unlinking.run(undefined)) retry();
  };

  const asking = connecting.problem ?? unlinking.problem;
  const isBusy = connecting.isBusy || unlinking.isBusy;
  const stage = isBusy && !isWorking ? 'starting' : stageOf(instance, attempt, { asking, polling });
  return { stage, attempt, problem: asking ?? polling, retry, unlink, isBusy };
}

const refuse: ConnectDoor['connect'] = async () => ({ ok: false, error: UNREACHABLE });
