import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPlaywright, readVitest } from './reports';

const folder = mkdtempSync(join(tmpdir(), 'recado-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test('a missing report is a failure', () => {
  expect(readVitest(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 1 });
  expect(readPlaywright(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 1 });
});

test('a test file that could not be loaded is a failure', () => {
  const testResults = [
    { name: 'a.test.ts', status: 'failed', assertionResults: [] },
    { name: 'b.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'adds' }] },
  ];
  const file = report({ numPassedTests: 4, numFailedTests: 1, testResults });
  expect(readVitest(file)).toEqual({ passed: 4, failed: 2, names: ['b.test.ts: adds', 'a.test.ts'] });
});

test('what passed at the second try has passed; an error outside of all tests is a failure', () => {
  const specs = [{ title: 'signs in', file: 'b.spec.ts', line: 7, ok: false }];
  const suites = [{ specs: [{ title: 'reads', file: 'b.spec.ts', line: 2, ok: true }], suites: [{ specs }] }];
  const flaky = report({ stats: { expected: 3, unexpected: 1, flaky: 1 }, errors: [{}], suites });
  expect(readPlaywright(flaky)).toEqual({ passed: 4, failed: 1, names: ['b.spec.ts:7: signs in'] });
  const noTest = report({ stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{}], suites: [] });
  expect(readPlaywright(noTest)).toEqual({ passed: 0, failed: 1, names: [] });
});
