import type { Random } from '../random';
import type { WebhookConfig } from '../sessions/session-config';

const DEFAULT_ATTEMPTS = 15;
const DEFAULT_DELAY_SECONDS = 2;

/**
 * Milliseconds before each further attempt. Without `retries`: 15 times 2 s. Exponential is
 * 2^n × delay and 0–20 % on top (gaps 2.2, 4.5, 9.3 s were observed for 1 s on 2026.2.1).
 */
export function retryGaps(retries: WebhookConfig['retries'], random: Random): number[] {
  const attempts = retries?.attempts ?? DEFAULT_ATTEMPTS;
  const delay = (retries?.delaySeconds ?? DEFAULT_DELAY_SECONDS) * 1000;
  return Array.from({ length: Math.max(0, attempts) }, (_, index) => {
    const n = index + 1;
    if (retries?.policy === 'linear') return n * delay;
    if (retries?.policy === 'exponential') return 2 ** n * delay * (1 + random.next() * 0.2);
    return delay;
  });
}
