import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '@/lib/core/problem';

/** An answer read to its end. `body` is the parsed JSON, undefined where there is none. */
export type Answer<T> = { status: number; headers: Headers; body: T; text: string };

export type CallOptions = { body?: unknown; raw?: string; headers?: Record<string, string> };

/** One caller of the API; `T` is what a call is expected to answer. */
export type Api = {
  call: <T = Problem>(method: string, path: string, options?: CallOptions) => Promise<Answer<T>>;
  get: <T = Problem>(path: string, headers?: Record<string, string>) => Promise<Answer<T>>;
  post: <T = Problem>(path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer<T>>;
  patch: <T = Problem>(path: string, body?: unknown) => Promise<Answer<T>>;
  delete: <T = Problem>(path: string) => Promise<Answer<T>>;
};

/** Calls `baseUrl` with these headers (credentials) on every request, the way a foreign program does. */
export function callApi(baseUrl: string, common: Record<string, string> = {}): Api {
  async function call<T>(method: string, path: string, { body, raw, headers }: CallOptions = {}) {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(baseUrl + path, {
      method,
      headers: { ...common, ...headers },
      body: text,
      redirect: 'manual',
    });
    return readAnswer<T>(response);
  }
  return withMethods(call);
}

function withMethods(call: Api['call']): Api {
  return {
    call,
    get: (path, headers) => call('GET', path, { headers }),
    post: (path, body, headers) => call('POST', path, { body, headers }),
    patch: (path, body) => call('PATCH', path, { body }),
    delete: (path) => call('DELETE', path),
  };
}

/** As {@link callApi}, with a bearer token, and waiting as a 429 asks: on a fast machine a test is above the limit. */
export function withToken(baseUrl: string, token: string): Api {
  const impatient = callApi(baseUrl, { authorization: `Bearer ${token}` });
  async function call<T>(method: string, path: string, options?: CallOptions): Promise<Answer<T>> {
    const answer = await impatient.call<T>(method, path, options);
    if (answer.status !== 429) return answer;
    await sleep(Number(answer.headers.get('retry-after')) * 1000);
    return call(method, path, options);
  }
  return withMethods(call);
}

async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson && text !== '' ? JSON.parse(text) : undefined) as T,
    text,
  };
}

/** Signs in as a person does and answers the cookie of the session. */
export async function signIn(baseUrl: string, email: string, password: string): Promise<string> {
  const csrf = await fetch(`${baseUrl}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${baseUrl}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
    redirect: 'manual',
  });
  const cookies = cookiesOf(answer);
  if (!cookies.includes('session-token')) throw new Error(`Sign-in failed with ${answer.status}`);
  return cookies;
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
