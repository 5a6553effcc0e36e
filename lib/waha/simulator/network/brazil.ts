const BRAZIL = /^55([1-9]{2})(9?)([6-9]\d{7})$/;

/**
 * The form under which WhatsApp knows a Brazilian mobile nobody registered by hand: area codes up to 28
 * keep the ninth digit, from 31 on accounts carry eight. Other numbers come back unchanged.
 */
export function defaultRegisteredForm(phone: string): string {
  const match = BRAZIL.exec(phone);
  if (!match) return phone;
  const [, area = '', , rest = ''] = match;
  return Number(area) <= 28 ? `55${area}9${rest}` : `55${area}${rest}`;
}

/** The same Brazilian mobile with the ninth digit taken out or put in; undefined for other numbers. */
export function otherForm(phone: string): string | undefined {
  const match = BRAZIL.exec(phone);
  if (!match) return undefined;
  const [, area = '', nine, rest = ''] = match;
  return nine ? `55${area}${rest}` : `55${area}9${rest}`;
}
