'use client';

import { useEffect, useState } from 'react';
import { request } from '@/components/problem/read-json';
import type { QrView } from '@/lib/instances/schema';

const POLL_MS = 4_000;
const SOON_MS = 700;

/** A code on screen: its picture, and until when it may be scanned, by this browser's clock. */
export type ShownQr = { image: string; value: string; endsAt: number; lifeMs: number };

/**
 * The code to scan, renewed before it ends and whenever `hint` changes (the number was updated: WhatsApp rotates
 * its codes that way). Undefined until there is one: “not yet” (409) and a server that is away are asked again.
 */
export function useQr(id: string, hint: string): ShownQr | undefined {
  const [qr, setQr] = useState<ShownQr>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new hint means a new code, so the loop starts over
  useEffect(() => {
    let isOver = false;
    let timer: number | undefined;
    const read = async () => {
      let next = SOON_MS;
      try {
        const fresh = await readQr(id);
        if (isOver) return;
        setQr((old) => (old?.value === fresh.value ? { ...fresh, lifeMs: old.lifeMs } : fresh));
        next = Math.min(POLL_MS, Math.max(SOON_MS, fresh.endsAt - Date.now() + 200));
      } catch {
        // Not yet, or away for a moment; the dialog's own polling tells what lasts.
      }
      if (!isOver) timer = window.setTimeout(read, next);
    };
    read();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [id, hint]);

  return qr;
}

/** The server's clock may differ from ours: what counts is how long it says that the code will last. */
async function readQr(id: string): Promise<ShownQr> {
  const response = await request(`/api/whatsapp/instances/${id}/qr`);
  const { image, value, expiresAt } = (await response.json()) as QrView;
  const serverNow = Date.parse(response.headers.get('date') ?? '') || Date.now();
  const lifeMs = Math.max(0, Date.parse(expiresAt) - serverNow);
  return { image, value, endsAt: Date.now() + lifeMs, lifeMs };
}
