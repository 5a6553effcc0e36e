import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A number in E.164 as people write it (`+55 11 90000-0102`); as it came when it can't be read. */
export function formatPhone(phoneNumber: string): string {
  return parsePhoneNumberFromString(phoneNumber)?.formatInternational() ?? phoneNumber;
}
