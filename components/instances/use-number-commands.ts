'use client';

import { useCallback, useRef, useState } from 'react';
import { useAction } from '@/components/problem/use-action';
import {
  connectInstanceAction,
  disconnectInstanceAction,
  restartInstanceAction,
} from '@/lib/instances/actions';
import type { InstanceView } from '@/lib/instances/schema';

export type NumberDialog =
  | { kind: 'create' }
  | { kind: 'connect' | 'link' | 'rename' | 'sending' | 'move' | 'unlink' | 'remove'; id: string };

const COMMANDS = {
  start: connectInstanceAction,
  restart: restartInstanceAction,
  stop: disconnectInstanceAction,
};

const command = ({ verb, id }: { verb: keyof typeof COMMANDS; id: string }) => COMMANDS[verb]({ id });

/** What one can do on the page of numbers, which dialog is open, and what went wrong last. */
export function useNumberCommands(put: (instance: InstanceView) => void, first?: NumberDialog) {
  const [dialog, setDialog] = useState(first);
  const [busyId, setBusyId] = useState<string>();
  const { run, problem, clear } = useAction(command);
  const isOpen = useRef(false);

  const act = (verb: keyof typeof COMMANDS) => async (id: string) => {
    setBusyId(id);
    const result = await run({ verb, id });
    setBusyId(undefined);
    if (result) put(result.data);
  };

  const show = useCallback(
    (next: NumberDialog | undefined) => {
      isOpen.current = next !== undefined;
      setDialog(next);
      clear();
    },
    [clear],
  );

  return {
    dialog,
    open: show,
    close: useCallback(() => show(undefined), [show]),
    /** Also true while the dialog is only about to open: a closing menu must not take the focus from it. */
    hasDialog: () => isOpen.current,
    start: act('start'),
    restart: act('restart'),
    stop: act('stop'),
    busyId,
    problem,
  };
}

export type NumberCommands = ReturnType<typeof useNumberCommands>;
