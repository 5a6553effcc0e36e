/**
 * A phone number as people write it: `+55 11 90000-0142`, `+1 415 555 0100`. Other countries and anything that is
 * no E.164 number stay as they are: a library for all of them is heavier than the whole inbox.
 */
export function formatPhone(text: string): string {
  const brazil = /^\+?55(\d{2})(\d{4,5})(\d{4})$/.exec(text);
  if (brazil) return `+55 ${brazil[1]} ${brazil[2]}-${brazil[3]}`;
  const america = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(text);
  return america ? `+1 ${america[1]} ${america[2]} ${america[3]}` : text;
}

/** The same without the country where it is Brazil, as one writes it there: `(11) 90000-0142`. */
export function formatNational(text: string): string {
  return formatPhone(text).replace(/^\+55 (\d{2}) /, '($1) ');
}
