import { ProblemError, type ShownProblem, UNREACHABLE } from './problem';

/** Asks our API with the browser's session; throws {@link ProblemError}. A session that ended leads to sign-in. */
export async function request(url: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { accept: 'application/json' }, ...init });
  } catch {
    throw new ProblemError(UNREACHABLE);
  }
  if (response.status === 401) window.location.reload();
  if (!response.ok) throw new ProblemError(await readProblem(response));
  return response;
}

/** The JSON at an address of our API. */
export async function readJson<T>(url: string): Promise<T> {
  return (await request(url)).json();
}

/** Posts JSON to our API and reads the answer. */
export async function postJson<T>(url: string, body: unknown): Promise<T> {
  const response = await request(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function readProblem(response: Response): Promise<ShownProblem> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  try {
    const { code, detail, errors } = (await response.json()) as ShownProblem;
    return code ? { code, detail, errors, requestId } : { ...UNREACHABLE, requestId };
  } catch {
    return { ...UNREACHABLE, requestId };
  }
}
