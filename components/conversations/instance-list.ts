import type { InstanceView } from '@/lib/instances/schema';
import { foldInstance } from '../instances/fold-instance';
import { NUMBERS } from '../instances/read-numbers';
import { Meanwhile } from '../realtime/meanwhile';
import { Observable } from '../realtime/observable';
import { readApi } from '../realtime/read-api';

/** The organization's numbers as the inbox knows them: read, and kept current by what is folded in. */
export class InstanceStore {
  readonly list: Observable<readonly InstanceView[]>;
  private readonly told = new Meanwhile<InstanceView>();

  constructor(instances: readonly InstanceView[]) {
    this.list = new Observable(instances);
  }

  /** Folds in a number from the stream. */
  fold(view: InstanceView): void {
    this.told.hear(view);
    this.list.set(foldInstance(this.list.get(), view));
  }

  /** Reads them again; until that succeeds the last known state is the best there is. */
  async refresh(): Promise<void> {
    const read = () => readApi<{ data: InstanceView[] }>(NUMBERS);
    try {
      const { answer, heard } = await this.told.during(read);
      this.list.set(heard.reduce(foldInstance, answer.data));
    } catch {
      // The next resync reads them.
    }
  }
}

/** Why nothing arrives through a number that once worked; undefined where nobody is needed. */
export function whyDown({
  status,
  connectedAt,
  pending,
  health: { state, lastError },
}: InstanceView): 'failed' | 'out' | 'stopped' | 'away' | 'silent' | undefined {
  if (lastError === 'silent') return status === 'WORKING' || pending === 'connect' ? 'silent' : undefined;
  if (pending) return undefined;
  if (state === 'down' && (lastError === 'server_away' || lastError === 'no_network')) return 'away';
  // It is brought back by itself: nobody is needed yet.
  if (status === 'FAILED' && lastError === 'recovering') return undefined;
  if (status === 'FAILED') return lastError === 'unlinked' ? 'out' : 'failed';
  if (!connectedAt) return undefined;
  if (status === 'SCAN_QR_CODE') return 'out';
  return status === 'STOPPED' ? 'stopped' : undefined;
}

/** Whether what is sent through a number leaves, waits for its server, or waits for somebody to connect it. */
export function numberStateOf(instance: InstanceView): 'connected' | 'away' | 'off' {
  if (whyDown(instance) === 'away') return 'away';
  // It comes back by itself: that takes seconds.
  const isComing = instance.status === 'STARTING' || instance.pending === 'connect';
  return instance.status === 'WORKING' || isComing ? 'connected' : 'off';
}
