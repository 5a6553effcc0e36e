import { setTimeout as pause } from 'node:timers/promises';
import { log } from '@/lib/core/log';
import { findStreamTarget, type WebhookTarget } from '@/lib/instances/events';
import type { Stream } from '@/lib/waha/stream';
import { ingestStreamed } from './ingest';

/** So many events at once; what is beyond waits at WAHA. */
const AT_ONCE = 200;
const MOST_WAITING = 1_000;
const RETRY_MS = 1_000;
/** After so long without a place to keep them what was told is given up: the history has it when the stream is back. */
const GIVE_UP_MS = 60_000;

/**
 * What a stream tells, kept in the order in which it came. Nobody sends it again: while the database is away it waits
 * here, and what is given up makes the stream be opened anew, and the gap be filled.
 */
export class StreamIntake {
  private waiting: Buffer[] = [];
  private running: Promise<void> | undefined;
  private stream: Stream | undefined;

  constructor(private readonly serverId: string) {}

  /** The stream that is to be slowed down, and closed when what it told is lost. */
  attach(stream: Stream): void {
    this.stream = stream;
  }

  take(frame: Buffer): void {
    this.waiting.push(frame);
    if (this.waiting.length >= MOST_WAITING) this.stream?.pause();
    this.running ??= this.run();
  }

  /** Resolves when everything that was taken is kept, or given up. */
  settled = (): Promise<void> => this.running ?? Promise.resolve();

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const frames = this.waiting.splice(0, AT_ONCE);
      if (!(await this.keep(frames))) {
        log().error(
          { serverId: this.serverId, events: frames.length + this.waiting.length },
          'Stream given up',
        );
        this.waiting = [];
        this.stream?.close();
      }
      if (this.waiting.length < MOST_WAITING / 2) this.stream?.resume();
    }
    this.running = undefined;
  }

  private async keep(frames: Buffer[]): Promise<boolean> {
    for (const from = performance.now(); performance.now() - from < GIVE_UP_MS; await pause(RETRY_MS)) {
      try {
        await ingestStreamed(await this.address(frames));
        return true;
      } catch (error) {
        log().warn({ err: error, serverId: this.serverId }, 'What a stream told could not be kept yet');
      }
    }
    return false;
  }

  /** Whom each event is about; those of sessions that are no numbers of ours are nobody's. */
  private async address(frames: Buffer[]): Promise<{ target: WebhookTarget; body: Buffer }[]> {
    const addressed = [];
    for (const body of frames) {
      const session = sessionOf(body);
      const target = session && (await findStreamTarget(this.serverId, session));
      if (target) addressed.push({ target, body });
    }
    return addressed;
  }
}

function sessionOf(body: Buffer): string | undefined {
  try {
    const { session } = JSON.parse(body.toString('utf8')) as { session?: unknown };
    return typeof session === 'string' ? session : undefined;
  } catch {
    return undefined;
  }
}
