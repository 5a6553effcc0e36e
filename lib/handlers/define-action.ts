import 'server-only';
import { headers } from 'next/headers';
import { getLocale } from 'next-intl/server';
import type { z } from 'zod';
import { requireSession } from '@/lib/auth/session-scope';
import { toAppError } from '@/lib/core/database-errors';
import { ERROR_STATUS } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { type Locale, type Problem, toProblem } from '@/lib/core/problem';
import { requestIdFrom, withRequestId } from '@/lib/core/request-context';
import type { Scope } from '@/lib/core/scope';
import { workAfterAnswer } from './after-answer';
import { toInvalid } from './define-route';

export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: Problem & { requestId: string } };

/**
 * A server action: session, check, call. It never throws to the browser: failures come back as a problem in the
 * person's language. Next itself refuses posts from another origin.
 */
export function defineAction<S extends z.ZodType, T>(
  schema: S,
  run: (scope: Scope, input: z.infer<S>) => Promise<T>,
) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => {
    const requestId = requestIdFrom((await headers()).get('x-request-id'));
    return withRequestId(requestId, async () => {
      try {
        workAfterAnswer();
        const { scope } = await requireSession();
        const parsed = schema.safeParse(input);
        if (!parsed.success) throw toInvalid(parsed.error);
        return { ok: true, data: await run(scope, parsed.data) };
      } catch (error) {
        const known = toAppError(error);
        if (ERROR_STATUS[known.code] >= 500) log().error({ err: error }, 'Action failed');
        return { ok: false, error: { ...toProblem(known, (await getLocale()) as Locale), requestId } };
      }
    });
  };
}
