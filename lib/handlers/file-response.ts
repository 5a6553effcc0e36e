import contentDisposition from 'content-disposition';
import parseRange from 'range-parser';
import { commonHeaders } from './problem-answer';

export type ServedFile = {
  mimetype: string;
  filename: string | null;
  /** Bytes. */
  size: number;
  sha256: string;
  /** The bytes from `start` to `end`, both counted in. */
  open: (range: { start: number; end: number }) => Promise<ReadableStream<Uint8Array>>;
};

export type FilePlan = { status: 200 | 206; start: number; end: number } | { status: 304 } | { status: 416 };

const YEAR = 365 * 24 * 3600;
/** Pictures, sound and film: a browser shows them and can't be made to run them. */
const SHOWN = /^(image\/(jpeg|png|gif|webp|avif|bmp|apng)|(audio|video)\/[a-z0-9.+-]+)(;|$)/;
/** What a page could load as a script, a style or a document of ours leaves under no such name. */
const ACTIVE = /html|xml|script|css|wasm|json|^text\/(?!plain|csv|calendar|vcard)/;

/**
 * A stored file as the answer to GET or HEAD: parts (`Range`, `If-Range`), `If-None-Match`, and headers with which no
 * browser runs it. Its content never changes, so whoever may see it may keep it. Next 16.4 lets no `Content-Length`
 * through: the whole goes in chunks, and a part says in `Content-Range` how long all is.
 */
export async function fileResponse(request: Request, file: ServedFile): Promise<Response> {
  const plan = planFile(request.headers, file);
  const headers = { ...commonHeaders(), ...safeHeaders(), etag: etagOf(file), 'accept-ranges': 'bytes' };
  if (plan.status === 304) return new Response(null, { status: 304, headers });
  if (plan.status === 416)
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${file.size}` },
    });
  const { status, start, end } = plan;
  return new Response(request.method === 'HEAD' ? null : await file.open({ start, end }), {
    status,
    headers: {
      ...headers,
      'content-type': servedType(file.mimetype),
      'content-disposition': dispositionOf(file),
      ...(status === 206 ? { 'content-range': `bytes ${start}-${end}/${file.size}` } : {}),
    },
  });
}

/** Which part to answer with. Several ranges at once get the whole file, as RFC 9110 allows. */
export function planFile(headers: Headers, file: { size: number; sha256: string }): FilePlan {
  const etag = etagOf(file);
  const known = headers.get('if-none-match');
  if (
    known &&
    (known.trim() === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
  )
    return { status: 304 };
  const whole = { status: 200 as const, start: 0, end: file.size - 1 };
  const range = headers.get('range');
  const condition = headers.get('if-range');
  if (!range || (condition && condition !== etag)) return whole;
  const parts = parseRange(file.size, range, { combine: true });
  if (parts === -1) return { status: 416 };
  if (parts === -2 || parts.type !== 'bytes' || parts.length !== 1 || !parts[0]) return whole;
  return { status: 206, ...parts[0] };
}

/** `inline` only for what is safe to show; the name in both forms of RFC 6266. */
export function dispositionOf({ mimetype, filename }: { mimetype: string; filename: string | null }): string {
  const type = SHOWN.test(mimetype) ? 'inline' : 'attachment';
  // Latin letters may stand in the old form, but not every browser reads them there as they are meant.
  const fallback = filename?.replace(/[^\x20-\x7e]/g, '?');
  return contentDisposition(filename ?? undefined, { type, fallback });
}

/** The type to name: nothing that a page could load as code. */
export const servedType = (mimetype: string): string =>
  !SHOWN.test(mimetype) && ACTIVE.test(mimetype) ? 'application/octet-stream' : mimetype;

const etagOf = ({ sha256 }: { sha256: string }) => `"${sha256}"`;

const safeHeaders = () => ({
  // no-transform: compressed on the way, parts would not fit together.
  'cache-control': `private, max-age=${YEAR}, immutable, no-transform`,
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
});
