/** How an attempt to sign in ended; `unreachable` also covers an answer that can't be read. */
export type SignInOutcome = 'signed_in' | 'invalid_credentials' | 'rate_limited' | 'unreachable';

const patience = 20_000;

/**
 * Signs in with next-auth's own routes and settles with the outcome; never rejects, never leaves the page. Its
 * browser helper isn't used because it navigates to an error page when the server is away (next-auth 4.24).
 */
export async function signInWithPassword(
  email: string,
  password: string,
  origin = window.location.origin,
): Promise<SignInOutcome> {
  try {
    const response = await postAuth(origin, 'callback/credentials', { email, password });
    const body: { url?: string } = await response.json();
    return outcomeOf(response.ok, new URL(body.url ?? '', origin));
  } catch {
    return 'unreachable';
  }
}

/** Ends the session of this browser; false when the server could not be asked. */
export async function signOut(origin = window.location.origin): Promise<boolean> {
  try {
    return (await postAuth(origin, 'signout', {})).ok;
  } catch {
    return false;
  }
}

function outcomeOf(ok: boolean, url: URL): SignInOutcome {
  const error = url.searchParams.get('error');
  if (error === 'rate_limited') return error;
  if (error === 'invalid_credentials' || error === 'CredentialsSignin') return 'invalid_credentials';
  // A refused token (`csrf=true`) is answered with 200: nobody was signed in.
  return ok && !error && !url.searchParams.has('csrf') ? 'signed_in' : 'unreachable';
}

async function postAuth(origin: string, path: string, fields: Record<string, string>): Promise<Response> {
  const signal = AbortSignal.timeout(patience);
  const token = await fetch(`${origin}/api/auth/csrf`, { signal, cache: 'no-store' });
  const { csrfToken }: { csrfToken: string } = await token.json();
  return fetch(`${origin}/api/auth/${path}`, {
    method: 'POST',
    signal,
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true', callbackUrl: origin }),
  });
}
