import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { signInWithPassword, signOut } from './session-client';

type Answer = { status: number; body: string };

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

describe('signInWithPassword', () => {
  it.each([
    ['signed_in', 200, 'ORIGIN/'],
    ['invalid_credentials', 401, 'ORIGIN/api/auth/error?error=CredentialsSignin&provider=credentials'],
    ['invalid_credentials', 401, 'ORIGIN/api/auth/error?error=invalid_credentials'],
    ['rate_limited', 401, 'ORIGIN/sign-in?error=rate_limited'],
    ['unreachable', 200, 'ORIGIN/api/auth/signin?csrf=true'],
    ['unreachable', 401, 'ORIGIN/sign-in?error=Configuration'],
    ['unreachable', 500, 'ORIGIN/'],
  ] as const)('%s: %d %s', async (expected, status, url) => {
    const { origin } = await authServer({ status, body: JSON.stringify({ url }) });
    expect(await signInWithPassword('ana@example.com', 'secret', origin)).toBe(expected);
  });

  it('sends the fields with the token in a form, never in the address', async () => {
    const { origin, posts } = await authServer({ status: 200, body: '{"url":"/"}' });
    await signInWithPassword('ana@example.com', 'a&b=c', origin);
    expect(posts).toHaveLength(1);
    expect(posts[0]?.path).toBe('/api/auth/callback/credentials');
    expect(Object.fromEntries(new URLSearchParams(posts[0]?.body))).toEqual({
      email: 'ana@example.com',
      password: 'a&b=c',
      csrfToken: 'token-1',
      json: 'true',
      callbackUrl: origin,
    });
  });

  it('says unreachable when the answer is no JSON', async () => {
    const { origin } = await authServer({ status: 502, body: '<html>Bad gateway</html>' });
    expect(await signInWithPassword('ana@example.com', 'secret', origin)).toBe('unreachable');
  });

  it('says unreachable when nobody listens', async () => {
    const { origin, server } = await authServer({ status: 200, body: '{}' });
    await new Promise((done) => server.close(done));
    expect(await signInWithPassword('ana@example.com', 'secret', origin)).toBe('unreachable');
  });
});

describe('signOut', () => {
  it.each([
    [true, 200],
    [false, 500],
  ])('%s after %d', async (expected, status) => {
    const { origin } = await authServer({ status, body: '{"url":"/"}' });
    expect(await signOut(origin)).toBe(expected);
  });
});

/** Answers as next-auth does: a token for everybody, `answer` to each POST. */
async function authServer(answer: Answer) {
  const posts: { path: string; body: string }[] = [];
  let origin = '';
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return response.end('{"csrfToken":"token-1"}');
    let body = '';
    for await (const chunk of request) body += chunk;
    posts.push({ path: request.url ?? '', body });
    response.writeHead(answer.status).end(answer.body.replace('ORIGIN', origin));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, server, posts };
}
