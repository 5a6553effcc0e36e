import { expect, it, vi } from 'vitest';
import { retryEvery } from './retry-every';

it('asks again after the same time at the first failure and at the hundredth', async () => {
  vi.useFakeTimers();
  const revalidate = vi.fn(async () => true);
  for (const retryCount of [1, 100]) {
    retryEvery(10_000)(new Error(), 'key', {} as never, revalidate, { retryCount, dedupe: true });
    vi.advanceTimersByTime(9_999);
    expect(revalidate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(revalidate).toHaveBeenCalledExactlyOnceWith({ retryCount, dedupe: true });
    revalidate.mockClear();
  }
  vi.useRealTimers();
});
