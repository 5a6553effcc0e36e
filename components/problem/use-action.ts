'use client';

import { useCallback, useState } from 'react';
import { type ShownProblem, UNREACHABLE } from './problem';

type Result<Data> = { ok: true; data: Data } | { ok: false; error: ShownProblem };

/**
 * Runs a server action: `run` gives its result, or undefined when it failed and `problem` says why (also when our
 * server could not be reached).
 */
export function useAction<Input, Data>(action: (input: Input) => Promise<Result<Data>>) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ShownProblem>();

  const run = useCallback(
    async (input: Input): Promise<{ data: Data } | undefined> => {
      setBusy(true);
      setProblem(undefined);
      try {
        const result = await action(input);
        if (result.ok) return { data: result.data };
        setProblem(result.error);
      } catch {
        setProblem(UNREACHABLE);
      } finally {
        setBusy(false);
      }
    },
    [action],
  );

  return { run, isBusy, problem, clear: useCallback(() => setProblem(undefined), []) };
}
