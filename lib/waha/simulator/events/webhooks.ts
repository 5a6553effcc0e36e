import type { WebhookConfig } from '../sessions/session-config';
import type { World } from '../world';
import { webhookHmac } from './hmac';
import { Poster, type PostResult } from './poster';
import { retryGaps } from './retries';

/** What identifies an event in the log. */
export interface EventFacts {
  session: string;
  event: string;
  eventId: string;
  timestamp: number;
}

/** One attempt to deliver one event to one hook. */
export interface DeliveryAttempt extends EventFacts {
  requestId: string;
  url: string;
  attempt: number;
  /** HTTP status; null when no answer came. `dropped` means that the simulator was told to lose it. */
  status: number | null;
  error: string | null;
  dropped: boolean;
  at: number;
}

interface Job {
  hook: WebhookConfig;
  body: Buffer;
  headers: Record<string, string>;
  facts: EventFacts;
  requestId: string;
}

const MAX_LOG = 20_000;
const REORDER_WAIT_MS = 300;

/** Posts webhooks in parallel and without order, retries them, and keeps nothing over a restart. */
export class WebhookSender {
  private log: DeliveryAttempt[] = [];
  private held: Job[] = [];
  private generation = 0;
  private readonly poster = new Poster();
  /** Deliveries that still wait for a success or for their next attempt. */
  pending = 0;

  constructor(private readonly world: World) {}

  /** Starts the delivery of one event; resolves after its first attempt. */
  async post(hook: WebhookConfig, body: string, facts: EventFacts): Promise<void> {
    const job = this.jobOf(hook, body, facts);
    const { faults } = this.world;
    if (faults.takeDrop(facts.event)) {
      this.note(job, 0, { status: null, error: null, retryAfterMs: 0 }, true);
      return;
    }
    if (faults.webhooks.reorder > 1) return this.hold(job);
    if (faults.webhooks.delayMs > 0) {
      this.world.clock.lifetime(faults.webhooks.delayMs, () => void this.deliver(job));
      return;
    }
    await this.deliver(job);
  }

  /** Attempts so far, oldest first. */
  attempts(): readonly DeliveryAttempt[] {
    return this.log;
  }

  /** The process dies: pending retries are lost. */
  forget(): void {
    this.generation++;
    this.held = [];
    this.pending = 0;
    this.poster.cut();
  }

  close(): void {
    this.forget();
    this.poster.close();
  }

  private hold(job: Job): void {
    this.held.push(job);
    const flush = () => {
      for (const held of this.held.splice(0).reverse()) void this.deliver(held);
    };
    if (this.held.length >= this.world.faults.webhooks.reorder) flush();
    else setTimeout(flush, REORDER_WAIT_MS).unref();
  }

  private async deliver(job: Job): Promise<void> {
    const copies = 1 + this.world.faults.webhooks.duplicate;
    await Promise.all(Array.from({ length: copies }, () => this.attempt(job, 0, this.generation)));
  }

  private async attempt(job: Job, attempt: number, generation: number): Promise<void> {
    if (attempt === 0) this.pending++;
    const result = await this.poster.post(job.hook.url, job.headers, job.body);
    if (generation !== this.generation) return;
    this.note(job, attempt, result, false);
    const gap = isSuccess(result) ? undefined : this.gapAfter(job, attempt);
    if (gap === undefined) {
      this.pending--;
      return;
    }
    const next = () => generation === this.generation && void this.attempt(job, attempt + 1, generation);
    const wait = Math.max(gap, result.retryAfterMs);
    this.world.clock.lifetime(this.world.options.speed === 0 ? wait / 100 : wait, next);
  }

  private gapAfter(job: Job, attempt: number): number | undefined {
    if (!this.world.features.signsAndRetries) return undefined;
    return retryGaps(job.hook.retries ?? undefined, this.world.random)[attempt];
  }

  private note(job: Job, attempt: number, result: PostResult, dropped: boolean): void {
    const { status, error } = result;
    const { facts, requestId } = job;
    this.log.push({
      ...facts,
      requestId,
      url: job.hook.url,
      attempt,
      status,
      error,
      dropped,
      at: Date.now(),
    });
    if (this.log.length > MAX_LOG) this.log = this.log.slice(MAX_LOG / 10);
  }

  private jobOf(hook: WebhookConfig, body: string, facts: EventFacts): Job {
    const bytes = Buffer.from(body);
    const requestId = this.world.random.pick('0123456789abcdefghijklmnopqrstuvwxyz', 17);
    const headers: Record<string, string> = {
      Accept: 'application/json, text/plain, */*',
      'Content-Type': 'application/json',
      'User-Agent': `WAHA/${this.world.features.version}`,
    };
    if (this.world.features.signsAndRetries) {
      for (const { name, value } of hook.customHeaders ?? []) headers[name] = value;
      headers['X-Webhook-Request-Id'] = requestId;
      headers['X-Webhook-Timestamp'] = String(facts.timestamp);
      if (hook.hmac?.key) {
        headers['X-Webhook-Hmac'] = webhookHmac(hook.hmac.key, bytes);
        headers['X-Webhook-Hmac-Algorithm'] = 'sha512';
      }
    }
    headers['Content-Length'] = String(bytes.length);
    headers['Accept-Encoding'] = 'gzip, compress, deflate, br';
    return { hook, body: bytes, headers, facts, requestId };
  }
}

function isSuccess({ status }: PostResult): boolean {
  return status !== null && status >= 200 && status < 300;
}
