/** A file inside a JSON body, as base64: read while it is sent, so that memory stays flat whatever its size. */
export class FileInJson {
  constructor(
    /** Bytes of the file itself. */
    readonly size: number,
    private readonly open: () => Promise<AsyncIterable<Uint8Array>>,
  ) {}

  /** Its base64 in pieces. */
  async *read(): AsyncGenerator<string> {
    let rest: Buffer = Buffer.alloc(0);
    let size = 0;
    for await (const chunk of await this.open()) {
      size += chunk.byteLength;
      const bytes = Buffer.concat([rest, chunk]);
      const whole = bytes.length - (bytes.length % 3);
      yield bytes.toString('base64', 0, whole);
      rest = bytes.subarray(whole);
    }
    if (size !== this.size) throw new Error('The stored file has another size than is known of it');
    yield rest.toString('base64');
  }

  toJSON = (): string => PLACE;
}

/** No text of a message has zero bytes: this stands nowhere else. */
const PLACE = '\u0000file\u0000';

export type JsonBody = {
  /** Bytes. */
  length: number;
  text?: string;
  /** Instead of `text`, the pieces. */
  pieces?: () => AsyncGenerator<string>;
};

/** A value as the body of a request; it holds one {@link FileInJson} at most. */
export function toJsonBody(value: unknown, file: FileInJson | undefined): JsonBody {
  const text = JSON.stringify(value);
  if (!file) return { length: Buffer.byteLength(text), text };
  const [before = '', after = ''] = text.split(JSON.stringify(PLACE));
  const length = Buffer.byteLength(before) + Math.ceil(file.size / 3) * 4 + Buffer.byteLength(after) + 2;
  return {
    length,
    async *pieces() {
      yield `${before}"`;
      yield* file.read();
      yield `"${after}`;
    },
  };
}
