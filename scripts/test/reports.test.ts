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
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
  ];
  const file = report({ numPassedTests: 4, numFailedTests: 1, testResults });
  expect(readVitest(file)).toEqual({ passed: 4, failed: 2 });
});

test('what passed at the second try has passed; an error outside of all tests is a failure', () => {
  const flaky = report({ stats: { expected: 3, unexpected: 1, flaky: 1 }, errors: [{}] });
  expect(readPlaywright(flaky)).toEqual({ passed: 4, failed: 1 });
  const noTest = report({ stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{}] });
  expect(readPlaywright(noTest)).toEqual({ passed: 0, failed: 1 });
});
