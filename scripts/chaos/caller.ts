import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type CallOptions, withToken } from '../../tests/api/support/client';
import type { AppSlot } from './parts';

const PATIENCE_MS = 120_000;
const AGAIN_MS = 250;

export type Caller = ReturnType<typeof makeCaller>;

/**
 * A program that calls our API as one should: whatever was not answered, or with 502 to 504 and 429, is asked again
 * with the same key until it is. Every answer that should never be given is kept.
 */
export function makeCaller(slots: AppSlot[], token: string) {
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  let turn = 0;
  const once = async <T>(method: string, path: string, options: CallOptions) => {
    const urls = slots.flatMap((slot) => slot.url() ?? []);
    const url = urls[turn++ % Math.max(1, urls.length)];
    if (!url) return undefined;
    return withToken(url, token)
      .call<T>(method, path, options)
      .catch(() => undefined);
  };
  return {
    faults,
    counts,
    call: async <T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> => {
      for (const until = Date.now() + PATIENCE_MS; ; await pause(AGAIN_MS)) {
        const answer = await once<T>(method, path, options);
        const status = answer?.status ?? 0;
        counts[status || 'no answer'] = (counts[status || 'no answer'] ?? 0) + 1;
        if (status === 500) faults.push(`${method} ${path} answered 500: ${answer?.text.slice(0, 200)}`);
        if (answer && status < 500 && status !== 429) return answer;
        if (Date.now() > until) throw new Error(`${method} ${path} had no answer in ${PATIENCE_MS / 1000} s`);
      }
    },
  };
}
