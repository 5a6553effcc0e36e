/** Both ends count, as in HTTP. */
export type ByteRange = { start: number; end: number };

/** How many keys are listed at once. */
export const LISTED_AT_ONCE = 500;

/** Where the bytes of files are. A key is its organization, a slash and an id. */
export type FileStore = {
  /** Throws when it can't be used. */
  check: () => Promise<void>;
  /** Moves a local file in. */
  put: (key: string, path: string) => Promise<void>;
  /** Bytes; undefined when it is not there. */
  size: (key: string) => Promise<number | undefined>;
  remove: (key: string) => Promise<void>;
  /** The bytes as they are asked for; throws `not_found` when they are not there. */
  read: (key: string, range: ByteRange) => Promise<ReadableStream<Uint8Array>>;
  /** An address that takes this key with just this many bytes, by PUT; undefined where there is none. */
  sign: (key: string, options: { size: number; seconds: number }) => Promise<string | undefined>;
  /** Every key below `incoming` that was written before `before`: put by address, never taken up. */
  listIncoming: (before: Date) => AsyncGenerator<string[]>;
  /** Every key that was written before `before`, some hundred at a time. */
  list: (before: Date) => AsyncGenerator<string[]>;
};
