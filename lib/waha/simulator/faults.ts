/** How a send goes wrong. */
export type SendFault =
  /** The engine refuses: the message does not go out. */
  | { mode: 'refuse'; status: number; message: string }
  /** The message goes out, the connection is destroyed before the answer. */
  | { mode: 'cut' }
  /** The connection is destroyed and the message did not go out. */
  | { mode: 'crash' }
  /** The engine never answers; `sent` says whether the message went out all the same. */
  | { mode: 'hang'; sent: boolean }
  /** 201 with an empty body (ISS#1083), the message goes out. */
  | { mode: 'empty' };

export type FileFault = '404' | '403' | 'slow' | 'cut';

interface Counted<T> {
  fault: T;
  /** Infinity: until cleared. */
  times: number;
  session?: string;
}

/** How webhooks are delivered. */
export interface WebhookFaults {
  /** Events that vanish before the first attempt; Infinity: for good. */
  drop: number;
  /** Milliseconds (Date.now) until which events vanish. */
  dropUntil: number;
  /** Only these events are touched; empty: all. */
  dropEvents: string[];
  delayMs: number;
  /** Every event is posted this many times more. */
  duplicate: number;
  /** Events are held and posted in reversed groups of this size; 0 or 1: off. */
  reorder: number;
}

/** How the echo of an API send stands to the answer of that send. */
export type EchoOrder = 'before' | 'same' | 'after' | 'never';

/** All mischief that is armed at the moment. */
export class Faults {
  webhooks: WebhookFaults = noWebhookFaults();
  echo: EchoOrder = 'same';
  /** Events of one message are also sent once more under the person's other address (ISS#1564). */
  twins = false;
  private sends: Counted<SendFault>[] = [];
  private files: Counted<FileFault>[] = [];
  private rejections: Counted<true>[] = [];

  armSend(fault: SendFault, times: number, session?: string): void {
    this.sends.push({ fault, times, session });
  }

  armFile(fault: FileFault, times: number, session?: string): void {
    this.files.push({ fault, times, session });
  }

  /** The fault of the next send or change of a session; uses up one. */
  takeSend(session: string): SendFault | undefined {
    return take(this.sends, session);
  }

  /** The fault of the next download; uses up one. */
  takeFile(session: string): FileFault | undefined {
    return take(this.files, session);
  }

  armRejection(times: number, session?: string): void {
    this.rejections.push({ fault: true, times, session });
  }

  /** True when WhatsApp refuses the next send that WAHA takes; uses up one. */
  takeRejection(session: string): boolean {
    return take(this.rejections, session) ?? false;
  }

  /** True when this event must vanish; uses up one. */
  takeDrop(event: string): boolean {
    const { webhooks } = this;
    if (webhooks.dropEvents.length > 0 && !webhooks.dropEvents.includes(event)) return false;
    if (webhooks.dropUntil > Date.now()) return true;
    if (webhooks.drop <= 0) return false;
    webhooks.drop--;
    return true;
  }

  clear(): void {
    this.webhooks = noWebhookFaults();
    this.echo = 'same';
    this.twins = false;
    this.sends = [];
    this.files = [];
    this.rejections = [];
  }

  /** What is armed, for people who look. */
  list(): {
    webhooks: WebhookFaults;
    sends: SendFault[];
    files: FileFault[];
    echo: EchoOrder;
    twins: boolean;
    rejections: number;
  } {
    const [sends, files] = [this.sends.map((s) => s.fault), this.files.map((f) => f.fault)];
    const rejections = this.rejections.reduce((sum, { times }) => sum + times, 0);
    return { webhooks: this.webhooks, sends, files, echo: this.echo, twins: this.twins, rejections };
  }
}

function take<T>(faults: Counted<T>[], session: string): T | undefined {
  const index = faults.findIndex((entry) => !entry.session || entry.session === session);
  const entry = faults[index];
  if (!entry) return undefined;
  if (--entry.times <= 0) faults.splice(index, 1);
  return entry.fault;
}

function noWebhookFaults(): WebhookFaults {
  return { drop: 0, dropUntil: 0, dropEvents: [], delayMs: 0, duplicate: 0, reorder: 0 };
}
