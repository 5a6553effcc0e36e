import type { z } from 'zod';
import { type WahaAnswer, WahaError } from './http';
import { parseMessageKey } from './ids';

/** A send that WAHA took: `waId` is missing when an engine answered with an empty body (WEBJS 2025.6.5). */
export type Sent = { waId: string | undefined; sentAt: Date | undefined };

/** An answer in the shape that we read of it; another one counts as a refusal. */
export function parse<T extends z.ZodType>(shape: T, answer: WahaAnswer): z.infer<T> {
  const parsed = shape.safeParse(toJson(answer));
  if (!parsed.success) throw new WahaError('refused', answer.status, 'an answer in a shape we do not know');
  return parsed.data;
}

function toJson(answer: WahaAnswer): unknown {
  try {
    return answer.body.length === 0 ? undefined : JSON.parse(answer.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** WAHA's error sentence: it stands in five places, depending on what failed. */
export function reasonOf(answer: WahaAnswer): string {
  const body = toJson(answer) as Record<string, unknown> | undefined;
  const inner = (value: unknown) => (value as { message?: unknown } | undefined)?.message;
  const found = body?.message ?? inner(body?.error) ?? body?.error ?? inner(body?.exception) ?? body?.detail;
  return Array.isArray(found) ? found.join('; ') : typeof found === 'string' ? found : '';
}

/** Each engine answers a send in its own shape: NOWEB Baileys' message, GOWS `{ id }`, WEBJS an object of ids. */
export function readSent(answer: WahaAnswer): Sent {
  const body = toJson(answer) as Record<string, unknown> | undefined;
  const key = parseMessageKey((body?.key as object | undefined) ?? body?.id);
  const seconds = Number(body?.messageTimestamp ?? body?.timestamp);
  return {
    waId: key?.waId,
    sentAt: Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000) : undefined,
  };
}
