'use client';

import { useEffect, useState } from 'react';

const SHOWN_MS = 2_000;

/**
 * Copies text. `state` is `copied` for 2 s afterwards, and `refused` where the browser does not allow it (a page
 * without https): the caller then says how to copy by hand. `hasCopied` stays true; `copy` tells whether it worked.
 */
export function useCopy() {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const [hasCopied, setHasCopied] = useState(false);

  useEffect(() => {
    if (state !== 'copied') return;
    const timer = window.setTimeout(() => setState('idle'), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [state]);

  const copy = async (text: string): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
      setHasCopied(true);
      return true;
    } catch {
      setState('refused');
      return false;
    }
  };

  return { copy, state, hasCopied };
}
