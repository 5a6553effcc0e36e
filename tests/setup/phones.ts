import { randomInt } from 'node:crypto';

const digits = () => String(randomInt(10_000_000, 99_999_999));

/** A Brazilian mobile number that no other test uses, as WhatsApp writes it: `5511 9 …`. */
export const somePhone = (): string => `55119${digits()}`;

/** The same as people write it: `+55 11 91234-5678`. */
export const written = (phone: string): string =>
  `+${phone.slice(0, 2)} ${phone.slice(2, 4)} ${phone.slice(4, 9)}-${phone.slice(9)}`;
