import type { Drafts } from '../messages/drafts';
import { Observable } from '../realtime/observable';
import { type AttachmentKind, kindOf, MOST_FILES, type RefusedFile, refusalOf } from './check-file';
import { type Quality, Upload } from './upload';

/** One picked file. Its id is the `clientId` of the message it becomes. */
export type Attachment = {
  id: string;
  name: string;
  kind: AttachmentKind;
  mimetype: string;
  /** Where it lies in this browser. */
  url: string;
  caption: string;
  /** Of a voice note that was recorded here. */
  voice?: { seconds: number; waveform: string };
  upload: Upload;
};

/** What is picked in one conversation, in the order in which it leaves. */
export type Picked = {
  files: readonly Attachment[];
  /** The one whose caption is in the box. */
  selectedId: string | undefined;
  quality: Quality;
  refused: readonly RefusedFile[];
};

const NOTHING: Picked = { files: [], selectedId: undefined, quality: 'standard', refused: [] };

/**
 * Files picked and not sent, per conversation, for as long as the page is open; they are uploaded meanwhile. What was
 * in the box becomes the first one's caption, and goes back when no file is left.
 */
export class AttachmentStore {
  readonly all = new Observable<ReadonlyMap<string, Picked>>(new Map());

  /** `limit`: largest file in bytes. */
  constructor(
    private readonly drafts: Drafts,
    readonly limit: number,
  ) {}

  of(conversationId: string): Picked {
    return this.all.get().get(conversationId) ?? NOTHING;
  }

  /** Adds files behind those that are there; what can't be sent is told in `refused`. */
  async add(conversationId: string, files: readonly File[]): Promise<void> {
    const checked = await Promise.all(
      files.map(async (file) => ({ file, reason: await refusalOf(file, this.limit) })),
    );
    const picked = this.of(conversationId);
    const good = checked.filter(({ reason }) => !reason).map(({ file }) => file);
    const room = MOST_FILES - picked.files.length;
    const added = good.slice(0, room).map((file) => toAttachment(file, picked.quality));
    const first = added[0];
    if (first && picked.files.length === 0) first.caption = this.drafts.textOf(conversationId);
    const refused = [
      ...checked.flatMap(({ file, reason }) => (reason ? [{ name: file.name, reason }] : [])),
      ...good.slice(room).map(({ name }) => ({ name, reason: 'tooMany' as const })),
    ];
    const all = [...picked.files, ...added];
    this.set(conversationId, {
      ...picked,
      files: all,
      selectedId: picked.selectedId ?? first?.id,
      refused,
    });
    for (const { upload } of added) void upload.finish();
  }

  /** Takes one out; its upload stops. */
  remove(conversationId: string, id: string): void {
    const picked = this.of(conversationId);
    const at = picked.files.findIndex((file) => file.id === id);
    const gone = picked.files[at];
    if (!gone) return;
    gone.upload.cancel();
    URL.revokeObjectURL(gone.url);
    const files = picked.files.filter((file) => file !== gone);
    const next = files[Math.min(at, files.length - 1)];
    if (!next) this.drafts.set(conversationId, gone.caption);
    const selectedId = picked.selectedId === id ? next?.id : picked.selectedId;
    this.set(conversationId, { ...picked, files, selectedId });
  }

  /** Gives one another place in the order. */
  reorder(conversationId: string, id: string, to: number): void {
    const picked = this.of(conversationId);
    const moved = picked.files.find((file) => file.id === id);
    if (!moved || to < 0 || to >= picked.files.length) return;
    const files = picked.files.filter((file) => file !== moved);
    files.splice(to, 0, moved);
    this.set(conversationId, { ...picked, files });
  }

  select(conversationId: string, id: string): void {
    this.set(conversationId, { ...this.of(conversationId), selectedId: id });
  }

  /** The caption of the selected one. Captions are kept as a draft, too: files don't survive a reload, words do. */
  setCaption(conversationId: string, caption: string): void {
    const picked = this.of(conversationId);
    const files = picked.files.map((file) => (file.id === picked.selectedId ? { ...file, caption } : file));
    this.set(conversationId, { ...picked, files });
    this.drafts.set(conversationId, captionsOf(files));
  }

  setQuality(conversationId: string, quality: Quality): void {
    const picked = this.of(conversationId);
    this.set(conversationId, { ...picked, quality });
    for (const { upload } of picked.files) upload.setQuality(quality);
  }

  /** The person has read what was refused. */
  forgetRefused(conversationId: string): void {
    this.set(conversationId, { ...this.of(conversationId), refused: [] });
  }

  /** Hands out what is picked, to be sent; nothing is picked any more. */
  take(conversationId: string): readonly Attachment[] {
    const { files } = this.of(conversationId);
    this.set(conversationId, NOTHING);
    return files;
  }

  /** A conversation became part of another one: what was picked goes on there. */
  move(from: string, to: string): void {
    const { files } = this.of(from);
    if (files.length === 0) return;
    const there = this.of(to);
    this.set(to, {
      ...there,
      files: [...there.files, ...files],
      selectedId: there.selectedId ?? files[0]?.id,
    });
    this.set(from, NOTHING);
  }

  private set(conversationId: string, picked: Picked): void {
    const all = new Map(this.all.get());
    if (picked.files.length === 0 && picked.refused.length === 0 && picked.quality === 'standard')
      all.delete(conversationId);
    else all.set(conversationId, picked);
    this.all.set(all);
  }
}

function toAttachment(file: File, quality: Quality): Attachment {
  const kind = kindOf(file.type);
  return {
    id: crypto.randomUUID(),
    name: file.name,
    kind,
    mimetype: file.type || 'application/octet-stream',
    url: URL.createObjectURL(file),
    caption: '',
    upload: new Upload(file, kind, quality),
  };
}

const captionsOf = (files: readonly Attachment[]) =>
  files
    .map(({ caption }) => caption)
    .filter(Boolean)
    .join('\n');
