import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { TEST_AUTH_SECRET } from '../setup/test-app';
import { callApi, signIn } from './support/client';
import { test } from './support/fixtures';
import { expectProblem } from './support/problems';

const LIST = '/api/whatsapp/instances';

async function admin(databaseUrl: string, ...args: string[]): Promise<void> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, AUTH_SECRET: TEST_AUTH_SECRET };
  await promisify(execFile)(process.execPath, ['--conditions=react-server', 'scripts/admin.mjs', ...args], {
    env,
    timeout: 30_000,
  });
}

/** The code that the sign-in page gets for these credentials; undefined when they open the door. */
async function refusal(baseUrl: string, email: string, password: string): Promise<string | undefined> {
  const csrf = await fetch(`${baseUrl}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${baseUrl}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: csrf.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; '),
    },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
    redirect: 'manual',
  });
  const { url } = (await answer.json()) as { url: string };
  return new URL(url).searchParams.get('error') ?? undefined;
}

test('the right password opens the door, in any case of the address; a wrong one and an unknown address do alike not', async ({
  app,
  organization,
}) => {
  const cookie = await signIn(app.appUrl, organization.email.toUpperCase(), organization.password);
  expect((await callApi(app.appUrl, { cookie }).get(LIST)).status).toBe(200);
  expect(await refusal(app.appUrl, organization.email, 'wrong')).toBe('invalid_credentials');
  expect(await refusal(app.appUrl, 'nobody@example.com', 'wrong')).toBe('invalid_credentials');
  expect(await refusal(app.appUrl, 'no address', 'wrong')).toBe('invalid_credentials');
});

test('guessing is stopped for the account, also for the right password then, and for nobody else', async ({
  app,
  organization,
  stranger,
}) => {
  const answers = [];
  for (let guess = 0; guess < 10; guess++)
    answers.push(await refusal(app.appUrl, organization.email, `guess ${guess}`));
  expect(new Set(answers)).toEqual(new Set(['invalid_credentials']));
  expect(await refusal(app.appUrl, organization.email, organization.password)).toBe('rate_limited');
  expect(await refusal(app.appUrl, stranger.email, stranger.password)).toBeUndefined();
});

test('a new password ends every session that was opened with the old one', async ({ app, organization }) => {
  const cookie = await signIn(app.appUrl, organization.email, organization.password);
  await admin(
    app.databaseUrl,
    'set-password',
    '--email',
    organization.email,
    '--password',
    'another long one',
  );
  expectProblem(await callApi(app.appUrl, { cookie }).get(LIST), 'unauthenticated');
  expect(await refusal(app.appUrl, organization.email, organization.password)).toBe('invalid_credentials');
  expect(await refusal(app.appUrl, organization.email, 'another long one')).toBeUndefined();
});

test('who no longer works here is out at once', async ({ app, organization }) => {
  const cookie = await signIn(app.appUrl, organization.email, organization.password);
  await admin(
    app.databaseUrl,
    'end-membership',
    '--organization',
    organization.id,
    '--email',
    organization.email,
  );
  expectProblem(await callApi(app.appUrl, { cookie }).get(LIST), 'unauthenticated');
  expect(await refusal(app.appUrl, organization.email, organization.password)).toBe('invalid_credentials');
});

test('a forged session opens nothing', async ({ app }) => {
  for (const cookie of ['next-auth.session-token=forged', `next-auth.session-token=${'a'.repeat(4000)}`]) {
    expectProblem(await callApi(app.appUrl, { cookie }).get(LIST), 'unauthenticated');
  }
});
