import { fileTypeFromFile } from 'file-type';

const UNKNOWN = 'application/octet-stream';
/** These always begin in a way that can be recognised: bytes that don't are something else. */
const RECOGNISABLE = /^(image\/(?!svg)|audio\/|video\/|font\/|application\/(pdf|zip|wasm)$)/;
/** One container, several names: then the sender's word is the finer one. */
const FINER: Record<string, RegExp> = {
  'application/zip': /^application\/(vnd\.|epub)/,
  'application/x-cfb': /^application\/(vnd\.ms-|msword$)/,
  'video/webm': /^audio\/webm/,
  'video/mp4': /^audio\/mp4/,
};

/** The type of a file as its bytes tell it; the sender's word counts only where bytes can't tell. */
export async function sniffType(path: string, claimed: string | null): Promise<string> {
  return decideType((await fileTypeFromFile(path))?.mime, claimed);
}

/** Of the type that bytes show (undefined: none that is known) and the claimed one, the one to believe. */
export function decideType(sniffed: string | undefined, claimed: string | null): string {
  const word = normalize(claimed);
  if (sniffed) return word && FINER[sniffed]?.test(word) ? word : sniffed;
  return word && !RECOGNISABLE.test(word) ? word : UNKNOWN;
}

/** `type/subtype` with nothing after it but codecs; undefined for what is no type. */
function normalize(claimed: string | null): string | undefined {
  const match =
    /^([a-z]+\/[a-z0-9][a-z0-9.+-]{0,99})(?:\s*;\s*codecs="?([a-z0-9.,-]{1,40})"?)?(?:\s*;.*)?$/i.exec(
      claimed?.trim() ?? '',
    );
  if (!match?.[1]) return undefined;
  return match[1].toLowerCase() + (match[2] ? `; codecs=${match[2].toLowerCase()}` : '');
}
