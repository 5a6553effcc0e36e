import type { TemplateView } from '@/lib/templates/schema';
import { Observable } from '../realtime/observable';

/** `stale`: never read, or changed since. What was read stays on show meanwhile. */
export type Templates = {
  state: 'stale' | 'reading' | 'ready' | 'failed';
  list: readonly TemplateView[] | undefined;
};

/** The organization's templates: read when somebody first wants one, and again once they changed and are wanted. */
export class TemplateStore {
  readonly all = new Observable<Templates>({ state: 'stale', list: undefined });

  private changes = 0;

  constructor(private readonly ask: () => Promise<readonly TemplateView[]>) {}

  /** Asks, unless they are known or on their way. */
  async read(): Promise<void> {
    const { state, list } = this.all.get();
    if (state === 'reading' || state === 'ready') return;
    const before = this.changes;
    this.all.set({ state: 'reading', list });
    try {
      const read = await this.ask();
      this.all.set({ state: before === this.changes ? 'ready' : 'stale', list: read });
    } catch {
      this.all.set({ state: 'failed', list });
    }
  }

  /** Somebody changed one, or may have. */
  changed(): void {
    this.changes += 1;
    const { state, list } = this.all.get();
    if (state !== 'reading') this.all.set({ state: 'stale', list });
  }
}
