import { readFileSync } from 'node:fs';

export type Tally = {
  passed: number;
  failed: number /** Their names, as far as they have one. */;
  names?: string[];
};

type Suite = { specs?: Spec[]; suites?: Suite[] };
type Spec = { title: string; file: string; line: number; ok: boolean };

/** Counts vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function readVitest(file: string): Tally {
  const report = read<{
    numPassedTests: number;
    numFailedTests: number;
    testResults: {
      name: string;
      status: string;
      assertionResults: { status: string; fullName: string }[];
    }[];
  }>(file);
  if (!report) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const failed = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map((test) => `${name}: ${test.fullName}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    names: [...failed, ...unloaded.map(({ name }) => name)],
  };
}

/** Counts Playwright's JSON report; errors outside of any test count too. `flaky`: passed at the second try. */
export function readPlaywright(file: string): Tally {
  const report = read<{
    stats: { expected: number; unexpected: number; flaky: number };
    errors: unknown[];
    suites: Suite[];
  }>(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected + (unexpected === 0 ? report.errors.length : 0),
    names: report.suites.flatMap(failedIn),
  };
}

const failedIn = ({ specs = [], suites = [] }: Suite): string[] => [
  ...specs.filter(({ ok }) => !ok).map(({ file, line, title }) => `${file}:${line}: ${title}`),
  ...suites.flatMap(failedIn),
];

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
