import { expect } from '@playwright/test';
import { ERROR_STATUS, type ErrorCode } from '@/lib/core/errors';
import type { Problem } from '@/lib/core/problem';
import type { Answer } from './client';

/** Words that only the inside of a server uses. */
const INSIDE =
  /\bat .+:\d+:\d+|node_modules|\bselect\b.+\bfrom\b|insert into|postgres|drizzle|ECONN|Failed query|WahaError|\bzod\b/i;

/** Checks that an answer is the problem document of this code (RFC 9457) and tells nothing of the inside. */
export function expectProblem(answer: Answer<unknown>, code: ErrorCode): Problem {
  const problem = answer.body as Problem;
  expect(problem?.code, answer.text).toBe(code);
  expect(answer.status).toBe(ERROR_STATUS[code]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(problem).toEqual({
    type: expect.stringMatching(/\S/),
    title: expect.stringMatching(/\S/),
    status: answer.status,
    detail: expect.stringMatching(/\S/),
    code,
    ...(problem.errors ? { errors: expect.any(Array) } : {}),
  });
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w.-]{8,128}$/);
  expect(answer.text).not.toMatch(INSIDE);
  return problem;
}

/** A 422 that names just these fields. */
export function expectInvalid(answer: Answer<unknown>, ...paths: string[]): void {
  const problem = expectProblem(answer, 'invalid');
  expect(problem.errors?.map(({ path }) => path).sort()).toEqual([...paths].sort());
  for (const { message } of problem.errors ?? []) expect(message).toMatch(/\S/);
}
