import { readFileSync } from 'node:fs';

export type Tally = { passed: number; failed: number };

/** Counts vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function readVitest(file: string): Tally {
  const report = read<{
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: unknown[] }[];
  }>(file);
  if (!report) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

/** Counts Playwright's JSON report; errors outside of any test count too. `flaky`: passed at the second try. */
export function readPlaywright(file: string): Tally {
  const report = read<{ stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] }>(
    file,
  );
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected + flaky, failed: unexpected + (unexpected === 0 ? report.errors.length : 0) };
}

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
