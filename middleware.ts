import { type NextRequest, NextResponse } from 'next/server';
import { getToken } from 'next-auth/jwt';
import { authSecret, env } from '@/lib/env';

/** The CSP's nonce and the way to sign-in, nothing else: who may do what is decided where the data is. */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentSecurityPolicy(nonce);
  const isSignedIn = Boolean(
    await getToken({
      req: request,
      secret: authSecret(),
      secureCookie: env().APP_URL.startsWith('https://'),
    }),
  );
  const { pathname, search } = request.nextUrl;
  const isLink = pathname.startsWith('/link/');
  if (!isSignedIn && !isLink && pathname !== '/sign-in') {
    const callback = pathname === '/' ? '' : `?callbackUrl=${encodeURIComponent(pathname + search)}`;
    return NextResponse.redirect(new URL(`/sign-in${callback}`, openedAt(request)));
  }
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (isLink) keepSecret(response.headers);
  return response;
}

/** An address that is itself a secret: told to no other page, kept by nobody, found by no search. */
function keepSecret(headers: Headers): void {
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cache-control', 'no-store');
  headers.set('x-robots-tag', 'noindex, nofollow');
}

/** Sign-in stays on the address the page was opened at: `localhost` and `127.0.0.1` have cookies of their own. */
function openedAt(request: NextRequest): string {
  const host = request.headers.get('host');
  return host ? `${request.nextUrl.protocol}//${host}` : request.url;
}

function contentSecurityPolicy(nonce: string): string {
  const { NODE_ENV, bucketOrigin } = env();
  const isDev = NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    // Files on their way into the bucket.
    `connect-src 'self'${bucketOrigin ? ` ${bucketOrigin}` : ''}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  runtime: 'nodejs',
  matcher: ['/((?!api/|api$|_next/|fonts/|icon\\.svg|apple-icon\\.png|favicon\\.ico|robots\\.txt).*)'],
};
