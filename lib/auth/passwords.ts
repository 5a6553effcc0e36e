import { hash, verify } from '@node-rs/argon2';

/** A hash nobody's password has: an unknown address must cost as long as a known one. */
const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$WHo897RGAJH0Xg/4W22e5g$IHWN6IUEYU/JOWvvDovZCvOT23plk4uzq0RmLtwOWNw';

/** argon2id with the library's defaults (19 MiB, 2 passes), which are OWASP's. */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Checks a password; with `undefined` (no such user) it takes as long and answers false. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? DUMMY_HASH, password).catch(() => false);
  return isRight && passwordHash !== undefined;
}
