import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/**
 * Digits of a phone (with country code) written in any usual form; without a country code it is taken for a Brazilian
 * one. Undefined when no phone can look like that.
 */
export function toPhoneDigits(input: string): string | undefined {
  const text = input.trim().replace(/^00/, '+');
  if (!/^[+\d\s().\-/]+$/.test(text)) return undefined;
  const national = parsePhoneNumberFromString(text, 'BR');
  if (national?.isValid()) return national.number.slice(1);
  const international = parsePhoneNumberFromString(
    text.startsWith('+') ? text : `+${text.replace(/\D/g, '')}`,
  );
  return international?.isPossible() ? international.number.slice(1) : undefined;
}

/** Brazil's mobile numbers: 55, area code, then eight digits from 6 to 9 with or without the ninth digit before them. */
const BRAZILIAN_MOBILE = /^55([1-9][1-9])9?([6-9]\d{7})$/;

/** The other spelling of a Brazilian mobile number: WhatsApp knows some with and some without the ninth digit. */
export function otherSpelling(digits: string): string | undefined {
  const [, area, subscriber] = BRAZILIAN_MOBILE.exec(digits) ?? [];
  if (!area || !subscriber) return undefined;
  const long = `55${area}9${subscriber}`;
  return digits === long ? `55${area}${subscriber}` : long;
}

/** All WhatsApp addresses that name the same person as `address`, itself first. */
export function sameAddresses(address: string): string[] {
  const [user = '', host] = address.split('@');
  const other = host === 'c.us' ? otherSpelling(user) : undefined;
  return other ? [address, `${other}@c.us`] : [address];
}

/** E.164 of a phone address, with Brazil's ninth digit; null for a hidden id. */
export function phoneOfAddress(address: string): string | null {
  const [user = '', host] = address.split('@');
  if (host !== 'c.us' || !/^\d{5,20}$/.test(user)) return null;
  const [, area, subscriber] = BRAZILIAN_MOBILE.exec(user) ?? [];
  return area ? `+55${area}9${subscriber}` : `+${user}`;
}
