import type { UnreadCounts } from '@/lib/conversations/schema';
import { Observable } from '../realtime/observable';
import type { InboxFilters } from './inbox-address';

type Wanted = Pick<InboxFilters, 'status' | 'instanceId' | 'kind'>;

/** What happens together is counted once. */
const SOON_MS = 300;
/** However much happens, it is counted no more often. */
const EVERY_MS = 5_000;

/**
 * How many conversations are unread above the list. Events only say that it may have changed: it is counted anew at once,
 * and then every five seconds while they go on, by one query, and not at all while nobody looks.
 */
export class UnreadStore {
  readonly counts: Observable<UnreadCounts>;
  private timer?: ReturnType<typeof setTimeout>;
  private readAt = Number.NEGATIVE_INFINITY;
  private isStale = false;

  constructor(
    counts: UnreadCounts,
    private wanted: Wanted,
    private readonly read: (wanted: Wanted) => Promise<UnreadCounts>,
    private readonly isSeen: () => boolean = () => !document.hidden,
  ) {
    this.counts = new Observable(counts);
  }

  /** Counts under another filter; which of the three is chosen does not matter. */
  setFilters({ status, instanceId, kind }: InboxFilters): void {
    const { wanted } = this;
    if (wanted.status === status && wanted.instanceId === instanceId && wanted.kind === kind) return;
    this.wanted = { status, instanceId, kind };
    this.refresh();
  }

  /** Something was read, came in, or went to somebody else. */
  touch(): void {
    this.isStale = true;
    if (this.timer !== undefined || !this.isSeen()) return;
    const wait = Math.max(SOON_MS, this.readAt + EVERY_MS - Date.now());
    this.timer = setTimeout(() => this.refresh(), wait);
  }

  /** Somebody looks again. */
  wake(): void {
    if (this.isStale) this.touch();
  }

  private async refresh(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isStale = false;
    this.readAt = Date.now();
    const { wanted } = this;
    try {
      const counts = await this.read(wanted);
      if (wanted === this.wanted) this.counts.set(counts);
    } catch {
      // What stands there is the last that is known; it is counted again with what happens next.
      this.isStale = true;
    }
  }
}
