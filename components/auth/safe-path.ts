const home = '/';

/**
 * The path to open after signing in. Only a path of this site is followed: what names another origin
 * (`https://…`, `//…`, `/\…`, also with tabs in between) or leads back to sign-in opens the start page. An
 * absolute address of this very origin, as next-auth's middleware writes it, is reduced to its path.
 */
export function safePath(wanted: string | null | undefined, origin: string): string {
  if (!wanted || !URL.canParse(wanted, origin)) return home;
  const url = new URL(wanted, origin);
  if (url.origin !== new URL(origin).origin || url.pathname.startsWith('/sign-in')) return home;
  const path = url.pathname + url.search + url.hash;
  // `https://here//elsewhere` has our origin, but its path alone would name another one.
  return path.startsWith('//') ? home : path;
}
