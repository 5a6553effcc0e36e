/** What a route answered when it did not answer with a view. `status` 0: no answer at all. */
export class ReadError extends Error {
  override name = 'ReadError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | undefined,
  ) {
    super(message);
  }
}

/** GETs one of our own routes. Rejects with a {@link ReadError}, its message already in the person's language. */
export async function readApi<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' }, signal }).catch((cause) => {
    if (signal?.aborted) throw cause;
    throw new ReadError(0, 'offline', '', undefined);
  });
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  const requestId = response.headers.get('x-request-id') ?? undefined;
  throw new ReadError(response.status, problem.code ?? 'unknown', problem.detail ?? '', requestId);
}
