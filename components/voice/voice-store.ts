import { Observable } from '../realtime/observable';
import type { VoiceRecorder } from './recorder';

/** Voice notes being recorded, or paused, per conversation, for as long as the page is open. */
export class VoiceStore {
  readonly all = new Observable<ReadonlyMap<string, VoiceRecorder>>(new Map());

  /** Begins one; the code for it is fetched when somebody wants it. */
  async start(conversationId: string): Promise<void> {
    if (this.all.get().has(conversationId)) return;
    const { VoiceRecorder: Recorder } = await import('./recorder');
    const recorder = new Recorder();
    this.set(conversationId, recorder);
    await recorder.start();
  }

  /** It was sent or thrown away. */
  end(conversationId: string): void {
    this.set(conversationId, undefined);
  }

  /** A conversation became part of another one: what is being said goes on there. */
  move(from: string, to: string): void {
    const recorder = this.all.get().get(from);
    if (!recorder) return;
    if (this.all.get().has(to)) recorder.cancel();
    else this.set(to, recorder);
    this.set(from, undefined);
  }

  private set(conversationId: string, recorder: VoiceRecorder | undefined): void {
    const all = new Map(this.all.get());
    if (recorder) all.set(conversationId, recorder);
    else all.delete(conversationId);
    this.all.set(all);
  }
}
