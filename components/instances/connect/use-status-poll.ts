'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { problemOf, type ShownProblem } from '@/components/problem/problem';
import { readJson } from '@/components/problem/read-json';
import type { InstanceView } from '@/lib/instances/schema';

const POLL_MS = 2_500;

/**
 * While `isOn`, has our server ask WAHA for the number's status every few seconds: a webhook that never came
 * must not leave a person waiting. The last failure to ask is the answer; undefined when it went well.
 */
export function useStatusPoll(
  id: string,
  isOn: boolean,
  onFresh: (instance: InstanceView) => void,
): ShownProblem | undefined {
  const [problem, setProblem] = useState<ShownProblem>();
  const tell = useEffectEvent(onFresh);

  useEffect(() => {
    if (!isOn) return;
    let isOver = false;
    let timer: number | undefined;
    const look = async () => {
      try {
        const fresh = await readJson<InstanceView>(`/api/whatsapp/instances/${id}/status`);
        if (isOver) return;
        setProblem(undefined);
        tell(fresh);
      } catch (error) {
        if (isOver) return;
        setProblem(problemOf(error));
      }
      timer = window.setTimeout(look, POLL_MS);
    };
    look();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [id, isOn]);

  return problem;
}
