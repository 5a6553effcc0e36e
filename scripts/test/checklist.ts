import type { Shutdown } from '../lib/shutdown';
import type { Tally } from './reports';
import { runTool } from './tool';

export type StepOptions = {
  env?: Record<string, string | undefined>;
  /** Counts the tests in the tool's report; without it the step counts as one. */
  read?: () => Tally;
};

export type Checklist = {
  /** Runs one tool of node_modules with its output on our screen. True when all of it passed. */
  step: (title: string, args: string[], options?: StepOptions) => Promise<boolean>;
  /** A step that could not even begin. */
  fail: (title: string, why: string) => void;
  /** Prints the failed steps, their failed tests and, as the last line, the sum. Gives the exit code. */
  close: () => number;
};

/** Runs steps, each to its end whatever the others did, and counts. */
export function openChecklist(env: Record<string, string | undefined>, shutdown: Shutdown): Checklist {
  const total: Tally = { passed: 0, failed: 0 };
  const faults: string[] = [];
  const count = (title: string, tally: Tally) => {
    total.passed += tally.passed;
    total.failed += tally.failed;
    if (tally.failed > 0) faults.push(title, ...(tally.names ?? []).map((name) => `  ${name}`));
  };
  return {
    step: async (title, args, options = {}) => {
      console.log(`\n── ${title}`);
      const from = performance.now();
      const code = await runTool(args, { ...env, ...options.env }, shutdown);
      const tally = options.read?.() ?? { passed: code === 0 ? 1 : 0, failed: 0 };
      // A tool that ends badly without naming a failed test has failed all the same.
      if (code !== 0 && tally.failed === 0) tally.failed = 1;
      count(title, tally);
      const seconds = Math.round((performance.now() - from) / 1000);
      console.log(`── ${title}: ${tally.failed > 0 ? 'FAILED' : 'passed'} (${seconds} s)`);
      return tally.failed === 0;
    },
    fail: (title, why) => {
      console.log(`\n── ${title}: FAILED\n${why}`);
      count(title, { passed: 0, failed: 1 });
    },
    close: () => {
      if (faults.length > 0) console.log(['\nFailed:', ...faults].join('\n'));
      console.log(`\n${total.passed} passed, ${total.failed} failed`);
      return total.failed > 0 ? 1 : 0;
    },
  };
}
