import { request } from 'node:http';
import { expect } from '@playwright/test';
import { type Answer, callApi } from './support/client';
import { test } from './support/fixtures';
import { createNumber, instancePath } from './support/numbers';
import { expectProblem } from './support/problems';

const LIST = '/api/whatsapp/instances';

/** The path exactly as it stands: `fetch` would write it in its own way. */
function ask(url: string, path: string, headers: Record<string, string> = {}): Promise<Answer<unknown>> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const call = request({ hostname, port, path, headers }, async (answer) => {
      const text = (await answer.toArray()).join('');
      const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
      const body = text.startsWith('{') ? JSON.parse(text) : undefined;
      resolve({ status: answer.statusCode ?? 0, headers: new Headers(Object.fromEntries(told)), body, text });
    });
    call.once('error', reject);
    call.end();
  });
}

test('405: a method that a route does not have', async ({ app, api }) => {
  const { id } = await createNumber(api);
  for (const [method, path] of [
    ['DELETE', LIST],
    ['PUT', instancePath(id)],
    ['GET', instancePath(id, '/send')],
    ['POST', '/api/events'],
    ['PUT', '/api/whatsapp/webhook/nobody'],
  ] as const)
    expectProblem(await api.call(method, path, {}), 'method_not_allowed');
  const said = await callApi(app.appUrl).call('DELETE', LIST, {
    headers: { 'x-request-id': 'not-a-method-0001', 'accept-language': 'pt-BR' },
  });
  expect(said.headers.get('x-request-id')).toBe('not-a-method-0001');
  expect(expectProblem(said, 'method_not_allowed').title).not.toBe('Method not available');
});

test('404: an address that nobody can decode', async ({ app }) => {
  for (const path of ['%ff', 'instances/%ff', 'instances/%E0%A4%A/status', 'webhook/%'])
    expectProblem(await ask(app.appUrl, `/api/whatsapp/${path}`), 'not_found');
});

test('what Next answers by itself and is no refusal carries the request id too', async ({ app }) => {
  const mine = { 'x-request-id': 'a-slash-too-many-1' };
  for (const path of [`${LIST}/`, '/api//whatsapp/instances']) {
    const answer = await ask(app.appUrl, path, mine);
    expect([answer.status, answer.headers.get('location')], path).toEqual([308, LIST]);
    expect(answer.headers.get('x-request-id')).toBe('a-slash-too-many-1');
  }
  const options = await fetch(`${app.appUrl}${LIST}`, { method: 'OPTIONS', headers: mine });
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
  expect(options.headers.get('x-request-id')).toBe('a-slash-too-many-1');
});

test('sign-in keeps its own answers, with the request id', async ({ app }) => {
  const answer = await callApi(app.appUrl).get('/api/auth/session');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
});
