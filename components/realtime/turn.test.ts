import { expect, it, vi } from 'vitest';
import { type Locks, Turn } from './turn';

/** Web Locks of one name, as browsers keep them. */
function someLocks(): Locks {
  type Waiting = { hold: () => Promise<void> | undefined; done: () => void; fail: (cause: unknown) => void };
  let holder: Waiting | undefined;
  const queue: Waiting[] = [];
  const next = async () => {
    holder = queue.shift();
    const mine = holder;
    if (!mine) return;
    await mine.hold();
    mine.done();
    if (holder === mine) await next();
  };
  return {
    request: (_name, { signal, steal }, hold) =>
      new Promise<void>((done, fail) => {
        const mine = { hold, done, fail };
        signal?.addEventListener('abort', () => {
          if (holder === mine) return;
          queue.splice(queue.indexOf(mine), 1);
          fail(signal.reason);
        });
        if (!steal) queue.push(mine);
        else queue.unshift(mine);
        const before = holder;
        if (steal && before) {
          holder = undefined;
          before.fail(new DOMException('stolen', 'AbortError'));
        }
        if (!holder) void next();
      }),
  };
}

function someTab(name: string, locks: Locks, seen: string[]) {
  const tell = { onGain: () => seen.push(`${name}+`), onLose: () => seen.push(`${name}-`) };
  return new Turn('stream', tell, locks);
}

it('goes from a tab that leaves to the one that waited longest, and to nobody twice', async () => {
  const [locks, seen]: [Locks, string[]] = [someLocks(), []];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => someTab(name, locks, seen));
  a?.join();
  b?.join();
  c?.join();
  expect(seen).toEqual(['a+']);
  b?.leave();
  a?.leave();
  await vi.waitFor(() => expect(seen).toEqual(['a+', 'a-', 'c+']));
});

it('is taken from a tab that hangs, which waits again when it comes to itself', async () => {
  const [locks, seen]: [Locks, string[]] = [someLocks(), []];
  const [a, b] = ['a', 'b'].map((name) => someTab(name, locks, seen));
  a?.join();
  b?.join();
  b?.take();
  await vi.waitFor(() => expect(seen).toEqual(['a+', 'b+', 'a-']));
  b?.leave();
  await vi.waitFor(() => expect(seen).toEqual(['a+', 'b+', 'a-', 'b-', 'a+']));
});
