import type { Group } from '@/lib/conversations/group-schema';
import { Observable } from '../realtime/observable';

/** So long what WhatsApp said is believed, unless a line in the thread tells that somebody came or went. */
const FRESH_MS = 10 * 60_000;
/** While it can't be asked it is tried again soon. */
const UNKNOWN_FRESH_MS = 30_000;
/** Many come and go at once where a link is passed round. */
const CHANGE_MS = 2_000;

type Entry = { value: Observable<Group | undefined>; freshUntil: number; isReading: boolean };

/** Who is in the groups that were looked at; asked when one is opened, not again within ten minutes. */
export class GroupStore {
  private readonly entries = new Map<string, Entry>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** `ask` gives undefined where nobody answered. */
  constructor(private readonly ask: (conversationId: string) => Promise<Group | undefined>) {}

  /** Who is in a group; undefined until that is known. */
  of(conversationId: string): Observable<Group | undefined> {
    return this.entry(conversationId).value;
  }

  /** Asks, unless it is known. */
  async read(conversationId: string): Promise<void> {
    const entry = this.entry(conversationId);
    if (entry.isReading || Date.now() < entry.freshUntil) return;
    entry.isReading = true;
    const group = await this.ask(conversationId);
    entry.isReading = false;
    entry.freshUntil = Date.now() + (group?.size ? FRESH_MS : UNKNOWN_FRESH_MS);
    if (group) entry.value.set(group);
  }

  /** Somebody came, went or became an admin: of a group that is known it is asked again, once for many. */
  changed(conversationId: string): void {
    const entry = this.entries.get(conversationId);
    if (!entry?.value.get() || this.timers.has(conversationId)) return;
    const timer = setTimeout(() => {
      this.timers.delete(conversationId);
      entry.freshUntil = 0;
      this.read(conversationId);
    }, CHANGE_MS);
    this.timers.set(conversationId, timer);
  }

  private entry(conversationId: string): Entry {
    const known = this.entries.get(conversationId);
    if (known) return known;
    const entry: Entry = {
      value: new Observable<Group | undefined>(undefined),
      freshUntil: 0,
      isReading: false,
    };
    this.entries.set(conversationId, entry);
    return entry;
  }
}
