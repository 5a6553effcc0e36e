/** How somebody of a group is called in a short line. A phone number stays whole. */
export const firstName = (name: string): string =>
  /^[\p{L}'’.-]{2,}/u.test(name) ? (name.split(/\s+/)[0] ?? name) : name;
