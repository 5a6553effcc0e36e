import { EngineError } from '../http/http-error';
import type { MediaContent, MediaKind } from '../messages';
import type { World } from '../world';

const MAX_FILE = 100 * 1024 * 1024;

/** Reads `file` of a send: base64 `data`, or `url` fetched by the server as WAHA does. */
export async function readFile(
  world: World,
  kind: MediaKind,
  file: unknown,
  caption: unknown,
): Promise<MediaContent> {
  if (typeof file !== 'object' || file === null) {
    throw new EngineError("Cannot read properties of undefined (reading 'url')", 'TypeError');
  }
  const { url, data, mimetype, filename } = file as Record<string, unknown>;
  const bytes = typeof url === 'string' ? await download(url) : decode(data);
  const type = typeof mimetype === 'string' ? mimetype : 'application/octet-stream';
  const name = typeof filename === 'string' ? filename : null;
  return world.files.put(kind, bytes, type, name, typeof caption === 'string' ? caption : null);
}

function decode(data: unknown): Buffer {
  if (typeof data === 'string') return Buffer.from(data, 'base64');
  const text = 'The first argument must be of type string or an instance of Buffer. Received undefined';
  throw new EngineError(text, 'TypeError');
}

/** The texts are axios', which WAHA passes on. */
async function download(url: string): Promise<Buffer> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new EngineError(error instanceof Error ? error.message : String(error), 'AxiosError');
  }
  if (!response.ok) throw new EngineError(`Request failed with status code ${response.status}`, 'AxiosError');
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > MAX_FILE) throw new EngineError('maxContentLength size exceeded', 'AxiosError');
  return bytes;
}
