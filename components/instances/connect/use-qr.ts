'use client';

import { useEffect, useRef, useState } from 'react';
import { useRealtime } from '@/components/realtime/use-realtime';
import type { QrView } from '@/lib/instances/schema';
import { type ConnectDoor, useDoor } from './door';

const POLL_MS = 4_000;
/** A code that just came is on screen within a second. */
const SOON_MS = 600;

/** A code on screen: its picture, and until when it may be scanned, by this browser's clock. */
export type ShownQr = { image: string; value: string; endsAt: number; lifeMs: number };

/**
 * The code to scan, renewed before it ends and when the stream tells of the number (WhatsApp rotated its code).
 * Undefined until there is one: “not yet” (409) and a server that is away are asked again.
 */
export function useQr(): ShownQr | undefined {
  const { readQr, staff } = useDoor();
  const [qr, setQr] = useState<ShownQr>();
  const wake = useRef(() => {});

  useEffect(() => {
    const reader = keepReading(
      () => readShown(readQr),
      (fresh) => setQr((old) => (old?.value === fresh.value ? { ...fresh, lifeMs: old.lifeMs } : fresh)),
    );
    wake.current = reader.wake;
    return reader.stop;
  }, [readQr]);

  useRealtime({ 'instance.updated': ({ instance }) => instance.id === staff?.id && wake.current() });
  return qr;
}

/**
 * Reads again and again, one at a time and never more often than every {@link SOON_MS}: our own reading may be what
 * the stream tells of, and must not chase itself.
 */
function keepReading(read: () => Promise<ShownQr>, show: (qr: ShownQr) => void) {
  let isOver = false;
  let isReading = false;
  let isStale = false;
  let timer: number | undefined;

  const turn = async () => {
    isReading = true;
    isStale = false;
    let wait = SOON_MS;
    try {
      const fresh = await read();
      if (isOver) return;
      show(fresh);
      if (!isStale) wait = Math.min(POLL_MS, Math.max(SOON_MS, fresh.endsAt - Date.now() + 200));
    } catch {
      // Not yet, or away for a moment; the dialog's own polling tells what lasts.
    }
    isReading = false;
    if (!isOver) timer = window.setTimeout(turn, wait);
  };

  const wake = () => {
    isStale = true;
    if (isReading || isOver) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(turn, SOON_MS);
  };
  const stop = () => {
    isOver = true;
    window.clearTimeout(timer);
  };

  turn();
  return { wake, stop };
}

/** The server's clock may differ from ours: what counts is how long it says that the code will last. */
async function readShown(readQr: ConnectDoor['readQr']): Promise<ShownQr> {
  const response = await readQr();
  const { image, value, expiresAt } = (await response.json()) as QrView;
  const serverNow = Date.parse(response.headers.get('date') ?? '') || Date.now();
  const lifeMs = Math.max(0, Date.parse(expiresAt) - serverNow);
  return { image, value, endsAt: Date.now() + lifeMs, lifeMs };
}
