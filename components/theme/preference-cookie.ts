const oneYear = 365 * 24 * 60 * 60;

/** Keeps a choice of this browser (language, theme) for a year, where the server can read it before it renders. */
export function setPreferenceCookie(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing outside https, where Recado may run
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${oneYear}; samesite=lax`;
}
