'use client';

import { useEffect, useState } from 'react';
import { problemOf, type ShownProblem } from '@/components/problem/problem';
import type { ConnectDoor } from './door';

/**
 * While `isOn`, has our server ask WAHA for the number's status every few seconds: a webhook that never came
 * must not leave a person waiting. The last failure to ask is the answer; undefined when it went well.
 */
export function useStatusPoll({ look, lookMs }: ConnectDoor, isOn: boolean): ShownProblem | undefined {
  const [problem, setProblem] = useState<ShownProblem>();

  useEffect(() => {
    if (!isOn) return;
    let isOver = false;
    let timer: number | undefined;
    const turn = async () => {
      const fault = await look().then(() => undefined, problemOf);
      if (isOver) return;
      setProblem(fault);
      timer = window.setTimeout(turn, lookMs);
    };
    turn();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [look, lookMs, isOn]);

  return problem;
}
