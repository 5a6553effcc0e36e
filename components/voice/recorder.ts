import { Observable } from '../realtime/observable';
import { LevelMeter } from './level-meter';

/** Why it can't record, or stopped by itself. */
export type RecordingProblem = 'denied' | 'absent' | 'busy' | 'unsupported' | 'hidden' | 'cut';

export type RecordingState = {
  step: 'asking' | 'recording' | 'paused' | 'refused';
  /** Recorded so far. */
  seconds: number;
  /** From 0 to 1, ten in a second. */
  levels: readonly number[];
  problem?: RecordingProblem;
  /** The microphone is still ours: it can go on. */
  canResume: boolean;
  /** Where what is recorded so far can be listened to, while it is paused. */
  url?: string;
};

const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];
const BITS_PER_SECOND = 32_000;
const TICK_MS = 100;

/** One voice note from pressing the microphone to sending or throwing it away. */
export class VoiceRecorder {
  readonly state = new Observable<RecordingState>({
    step: 'asking',
    seconds: 0,
    levels: [],
    canResume: false,
  });
  private recorder?: MediaRecorder;
  private meter?: LevelMeter;
  private ticker?: number;
  private isOver = false;
  private readonly parts: Blob[] = [];

  /** Asks for the microphone and begins. */
  async start(): Promise<void> {
    const type = globalThis.MediaRecorder && TYPES.find((one) => MediaRecorder.isTypeSupported(one));
    if (!type || !navigator.mediaDevices) return this.refuse('unsupported');
    try {
      const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true };
      const stream = await navigator.mediaDevices.getUserMedia({ audio });
      if (this.isOver) {
        release(stream);
        return this.refuse('busy');
      }
      this.begin(stream, type);
    } catch (error) {
      this.refuse(problemOf(error));
    }
  }

  /** Stops for a moment; what is there can be listened to. */
  async pause(problem?: RecordingProblem): Promise<void> {
    if (this.state.get().step !== 'recording') return;
    clearInterval(this.ticker);
    this.change({ step: 'paused', canResume: true, problem });
    this.recorder?.pause();
    await this.flush();
    if (this.state.get().step === 'paused') this.offer();
  }

  resume(): void {
    if (!this.state.get().canResume || this.state.get().step !== 'paused') return;
    this.forgetUrl();
    this.recorder?.resume();
    this.change({ step: 'recording', problem: undefined });
    this.tick();
  }

  /** Ends it; the file of what was recorded, undefined when there is nothing. */
  async finish(): Promise<File | undefined> {
    clearInterval(this.ticker);
    await this.stop();
    const [first] = this.parts;
    const file = first && new File(this.parts, nameOf(first.type), { type: first.type });
    this.end();
    return file?.size ? file : undefined;
  }

  /** Throws it away. */
  cancel(): void {
    this.end();
  }

  /** One goes elsewhere: the microphone is let go, what was recorded stays. */
  async leave(): Promise<void> {
    if (this.state.get().step === 'asking') return this.end();
    if (this.state.get().step === 'recording') await this.pause();
    if (this.state.get().step !== 'paused') return;
    await this.stop();
    this.change({ canResume: false });
  }

  private begin(stream: MediaStream, mimeType: string): void {
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    recorder.ondataavailable = ({ data }) => data.size > 0 && this.parts.push(data);
    recorder.onstop = () => this.onStop();
    recorder.start();
    this.recorder = recorder;
    this.meter = new LevelMeter(stream);
    this.change({ step: 'recording', canResume: true });
    this.tick();
  }

  private tick(): void {
    let last = performance.now();
    this.ticker = window.setInterval(() => {
      const now = performance.now();
      const { seconds, levels } = this.state.get();
      this.change({
        seconds: seconds + (now - last) / 1000,
        levels: [...levels, this.meter?.read() ?? 0],
      });
      last = now;
    }, TICK_MS);
  }

  /** It was unplugged, or the browser took it. */
  private onStop(): void {
    if (this.isOver || this.state.get().step !== 'recording') return;
    clearInterval(this.ticker);
    this.change({ step: 'paused', canResume: false, problem: 'cut' });
    this.offer();
  }

  /** What the recorder holds back comes out. */
  private flush(): Promise<void> {
    const { recorder } = this;
    if (!recorder || recorder.state === 'inactive') return Promise.resolve();
    return new Promise((resolve) => {
      recorder.addEventListener('dataavailable', () => resolve(), { once: true });
      recorder.requestData();
    });
  }

  private async stop(): Promise<void> {
    const { recorder } = this;
    if (recorder && recorder.state !== 'inactive')
      await new Promise((resolve) => {
        recorder.addEventListener('stop', resolve, { once: true });
        recorder.stop();
      });
    this.letGo();
  }

  private end(): void {
    this.isOver = true;
    clearInterval(this.ticker);
    if (this.recorder && this.recorder.state !== 'inactive') this.recorder.stop();
    this.letGo();
    this.forgetUrl();
  }

  private letGo(): void {
    this.meter?.close();
    if (this.recorder) release(this.recorder.stream);
  }

  private offer(): void {
    this.forgetUrl();
    this.change({ url: URL.createObjectURL(new Blob(this.parts, { type: this.parts[0]?.type })) });
  }

  private forgetUrl(): void {
    const { url } = this.state.get();
    if (url) URL.revokeObjectURL(url);
    this.change({ url: undefined });
  }

  private refuse(problem: RecordingProblem): void {
    this.change({ step: 'refused', problem });
  }

  private change(change: Partial<RecordingState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}

function problemOf(error: unknown): RecordingProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'absent' : 'busy';
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

const nameOf = (type: string) => `voice.${/ogg/.test(type) ? 'ogg' : /mp4/.test(type) ? 'm4a' : 'webm'}`;
