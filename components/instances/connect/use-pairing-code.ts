'use client';

import { useState } from 'react';
import { problemOf, type ShownProblem } from '@/components/problem/problem';
import { useDoor } from './door';

/** Asks WhatsApp, through our server, for a code to type on the phone. It can take WAHA several seconds. */
export function usePairingCode() {
  const { askCode } = useDoor();
  const [code, setCode] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ShownProblem>();

  const ask = async (phoneNumber: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      setCode((await askCode(phoneNumber)).code);
    } catch (error) {
      setCode(undefined);
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };

  return { code, ask, isBusy, problem };
}
