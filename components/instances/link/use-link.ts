'use client';

import { useState } from 'react';
import useSWR from 'swr';
import { problemOf, type ShownProblem } from '@/components/problem/problem';
import { postJson, readJson, request } from '@/components/problem/read-json';
import { retryEvery } from '@/components/problem/retry-every';
import type { LinkView, MadeLink } from '@/lib/links/schema';

const POLL_MS = 3_000;

/** A link with the time that it ends, by this browser's clock. */
export type KnownLink = LinkView & { endsAt: number };

const timed = <T extends LinkView>(link: T): T & KnownLink => ({
  ...link,
  endsAt: Date.now() + link.secondsLeft * 1000,
});

/** The link of a number, followed while it lives. Its address is known only to who has just made it. */
export function useLink(instanceId: string) {
  const path = `/api/whatsapp/instances/${instanceId}/link`;
  const [made, setMade] = useState<MadeLink>();
  const [problem, setProblem] = useState<ShownProblem>();
  const [isBusy, setBusy] = useState(false);
  const { data, mutate } = useSWR<KnownLink | null>(path, readLink, {
    refreshInterval: POLL_MS,
    onErrorRetry: retryEvery(POLL_MS),
  });

  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    await work().catch((error) => setProblem(problemOf(error)));
    setBusy(false);
  };

  const make = () =>
    run(async () => {
      const link = await postJson<MadeLink>(path, {});
      setMade(link);
      await mutate(timed(link), { revalidate: false });
    });
  const revoke = () =>
    run(async () => {
      await request(path, { method: 'DELETE' });
      await mutate();
    });

  const url = made?.id === data?.id ? made?.url : undefined;
  return { link: data, url, make, revoke, isBusy, problem };
}

/** Whether it can still connect something. */
export const isAlive = ({ state }: Pick<LinkView, 'state'>): boolean =>
  state === 'open' || state === 'claimed';

/** None is no fault. */
async function readLink(path: string): Promise<KnownLink | null> {
  try {
    return timed(await readJson<LinkView>(path));
  } catch (error) {
    if (problemOf(error).code === 'not_found') return null;
    throw error;
  }
}
