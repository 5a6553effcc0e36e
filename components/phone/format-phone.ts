import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A number in E.164 as people write it (`+55 11 90000-0102`); as it came when it can't be read. */
export function formatPhone(phoneNumber: string): string {
  const phone = parsePhoneNumberFromString(phoneNumber);
  if (!phone) return phoneNumber;
  // The library's international form drops the hyphen that every Brazilian writes.
  if (phone.country === 'BR') return `+55 ${phone.formatNational().replace(/[()]/g, '')}`;
  return phone.formatInternational();
}
