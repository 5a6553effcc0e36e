import { createHash } from 'node:crypto';
import { isMedia, type MediaContent, type MediaKind, type SimMessage } from './messages';
import type { World } from './world';

/** Bytes at WhatsApp's side, found by their hash. */
export interface StoredMedia {
  bytes: Buffer;
  mimetype: string;
  sha256: string;
}

const MAX_BYTES = 200 * 1024 * 1024;

/** Extensions as WAHA derives them from the mimetype; stickers odd on purpose in older versions. */
const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'audio/ogg': 'oga',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
  'application/was': 'zip',
  'text/plain': 'txt',
};

/** WhatsApp's media, and WAHA's short-lived copies of it under /api/files. */
export class FileStore {
  private readonly media = new Map<string, StoredMedia>();
  private readonly served = new Map<string, { mediaKey: string; expire: () => void }>();
  private total = 0;

  constructor(private readonly world: World) {}

  /** Keeps bytes and makes the content of a message from them; the oldest bytes go when 200 MB are full. */
  put(kind: MediaKind, bytes: Buffer, mimetype: string, filename: string | null, caption: string | null) {
    const sha256 = createHash('sha256').update(bytes).update(mimetype).digest('hex');
    if (!this.media.has(sha256)) {
      this.media.set(sha256, { bytes, mimetype, sha256 });
      this.total += bytes.length;
      this.dropOldest();
    }
    const shownName = kind === 'document' ? filename : null;
    return {
      kind,
      mediaKey: sha256,
      mimetype,
      filename: shownName,
      caption,
      size: bytes.length,
    } as MediaContent;
  }

  get(mediaKey: string): StoredMedia | undefined {
    return this.media.get(mediaKey);
  }

  /** `media` of a message; puts the file under /api/files for its lifetime (180 s by default). */
  mediaObject(session: string, message: SimMessage, fullId: string): Record<string, unknown> | null {
    const { content } = message;
    if (!isMedia(content)) return null;
    const { filename, mimetype } = content;
    if (content.error) {
      return { url: null, filename, mimetype, error: { details: content.error } };
    }
    const id = this.world.options.engine === 'WEBJS' ? fullId : message.bareId;
    const name = `${session}/${id}.${extensionOf(mimetype)}`;
    this.serve(name, content.mediaKey);
    const base = this.world.options.baseUrl ?? this.world.url;
    return { url: `${base}/api/files/${name}`, filename, mimetype };
  }

  /** The file behind `{session}/{id}.{ext}` while it lives. */
  find(name: string): StoredMedia | undefined {
    const entry = this.served.get(name);
    return entry ? this.media.get(entry.mediaKey) : undefined;
  }

  /** Boot purges the folder. */
  purge(): void {
    for (const { expire } of this.served.values()) expire();
    this.served.clear();
  }

  private serve(name: string, mediaKey: string): void {
    this.served.get(name)?.expire();
    const expire = this.world.clock.lifetime(this.world.options.timings.fileLifetimeMs, () =>
      this.served.delete(name),
    );
    this.served.set(name, { mediaKey, expire });
  }

  private dropOldest(): void {
    for (const [key, { bytes }] of this.media) {
      if (this.total <= MAX_BYTES) return;
      this.media.delete(key);
      this.total -= bytes.length;
    }
  }
}

/** File extension that WAHA puts into a media URL. */
export function extensionOf(mimetype: string): string {
  return EXTENSIONS[mimetype.split(';')[0]?.trim() ?? ''] ?? 'bin';
}
