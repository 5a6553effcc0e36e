import { fitsType } from '@/lib/messages/rules';
import { Observable } from '../realtime/observable';
import type { AttachmentKind } from './check-file';
import type { UploadError } from './send-body';

/** How pictures leave: smaller, less small, or untouched as a document. */
export type Quality = 'standard' | 'hd' | 'original';

export type UploadState = {
  step: 'preparing' | 'waiting' | 'sending' | 'done' | 'failed';
  /** From 0 to 1. */
  progress: number;
  /** As what it leaves: what turns out to be something else goes as a document. */
  kind: AttachmentKind;
  /** Bytes that leave. */
  size: number;
  /** Pixels, where they are known. */
  width?: number;
  height?: number;
  uploadId?: string;
  /** Why it failed; its message is empty when nobody answered. */
  error?: { code: string; message: string };
};

/** So many at once: the first of a row is there first. */
const AT_ONCE = 2;
let busy = 0;
const turns: (() => void)[] = [];

/** One picked file on its way to the server: made smaller where it is a picture, then uploaded in its turn. */
export class Upload {
  readonly state: Observable<UploadState>;
  private run?: { stop: AbortController; end: Promise<void> };

  constructor(
    readonly file: File,
    private readonly pickedKind: AttachmentKind,
    private quality: Quality,
  ) {
    this.state = new Observable<UploadState>(this.begin());
  }

  /** Begins, or begins again after a failure; resolves when it is there or failed. */
  finish(): Promise<UploadState> {
    if (this.state.get().step === 'failed') this.cancel();
    this.run ??= this.start();
    return this.run.end.then(() => this.state.get());
  }

  /** Stops; what is uploaded already is left to expire. */
  cancel(): void {
    this.run?.stop.abort();
    this.run = undefined;
    this.state.set(this.begin());
  }

  /** Another choice for a picture: what was done under the first is done anew. */
  setQuality(quality: Quality): void {
    if (quality === this.quality || this.pickedKind !== 'image') return;
    this.quality = quality;
    this.cancel();
    void this.finish();
  }

  private begin(): UploadState {
    const kind = this.pickedKind === 'image' && this.quality === 'original' ? 'document' : this.pickedKind;
    const { width, height } = this.state?.get() ?? {};
    return { step: 'preparing', progress: 0, kind, size: this.file.size, width, height };
  }

  private start() {
    const stop = new AbortController();
    return { stop, end: this.work(stop.signal) };
  }

  private async work(signal: AbortSignal): Promise<void> {
    const tell = (change: Partial<UploadState>) => {
      if (!signal.aborted) this.state.set({ ...this.state.get(), ...change });
    };
    try {
      const file = await this.prepare(tell);
      tell({ step: 'waiting', size: file.size });
      await inTurn(signal, async () => {
        tell({ step: 'sending' });
        const { storeFile } = await import('./store-file');
        signal.throwIfAborted();
        const stored = await storeFile(file, (progress) => tell({ progress }), signal);
        const { kind } = this.state.get();
        const isFit = fitsType(kind, stored.mimetype);
        tell({ step: 'done', progress: 1, uploadId: stored.uploadId, kind: isFit ? kind : 'document' });
      });
    } catch (error) {
      const { code = 'offline', message = '' } = error as Partial<UploadError>;
      tell({ step: 'failed', progress: 0, error: { code, message } });
    }
  }

  /** What can't be read as a picture or film goes as a document. */
  private async prepare(tell: (change: Partial<UploadState>) => void): Promise<File> {
    const { kind } = this.state.get();
    if (kind === 'voice') return asVoiceNote(this.file);
    if (kind !== 'image' && kind !== 'video') return this.file;
    try {
      const { prepareVisual } = await import('./prepare-visual');
      const { file, width, height } = await prepareVisual(this.file, kind, this.quality);
      tell({ width, height });
      return file;
    } catch {
      if (kind === 'image') tell({ kind: 'document' });
      return this.file;
    }
  }
}

/** As phones play it; what this browser can't convert leaves as it is, and WAHA does. */
async function asVoiceNote(file: File): Promise<File> {
  try {
    const { toVoiceNote } = await import('../voice/to-voice-note');
    return await toVoiceNote(file);
  } catch {
    return file;
  }
}

async function inTurn(signal: AbortSignal, call: () => Promise<void>): Promise<void> {
  if (busy >= AT_ONCE) await new Promise<void>((resolve) => turns.push(resolve));
  busy += 1;
  try {
    if (!signal.aborted) await call();
  } finally {
    busy -= 1;
    turns.shift()?.();
  }
}
