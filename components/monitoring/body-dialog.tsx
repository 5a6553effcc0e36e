'use client';

import { useFormatter, useTranslations } from 'next-intl';
import useSWR from 'swr';
import { CopyButton } from '@/components/copy/copy-button';
import { useCopy } from '@/components/copy/use-copy';
import { problemOf } from '@/components/problem/problem';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { readJson } from '@/components/problem/read-json';
import { Alert } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Loading, Skeleton } from '@/components/ui/skeleton';
import type { KeptEventDetail, KeptEventView } from '@/lib/monitoring/schema';
import { kindOf, prettyBody } from './event-words';

/** More than this a browser shows slowly, and nobody reads. */
const MOST_SHOWN = 100_000;

/** An event as it came, read when it is asked for; for the owner. */
export function BodyDialog({ event, onClose }: { event: KeptEventView; onClose: () => void }) {
  const t = useTranslations('monitoring');
  const common = useTranslations('common');
  const format = useFormatter();
  const { copy, state } = useCopy();
  const { data, error, mutate } = useSWR<KeptEventDetail>(`/api/monitoring/events/${event.id}`, readJson, {
    revalidateOnFocus: false,
  });
  const text = data && prettyBody(data.body ?? '');
  const size = format.number(event.size, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
  const when = format.dateTime(new Date(event.receivedAt), { dateStyle: 'short', timeStyle: 'medium' });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="lg"
        title={t('raw.title', { what: t(`kind.${kindOf(event.event)}`) })}
        description={t('raw.description', { number: event.instanceName, when, size })}
        closeLabel={common('close')}
      >
        <DialogBody>
          {error && (
            <>
              <ProblemAlert problem={problemOf(error)} />
              <Button className="mt-3" onClick={() => mutate()}>
                {common('tryAgain')}
              </Button>
            </>
          )}
          {text === undefined && !error && (
            <Loading label={t('raw.loading')}>
              <Skeleton className="h-60" />
            </Loading>
          )}
          {text !== undefined && (
            <section
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              tabIndex={0}
              aria-label={t('raw.label')}
              className="max-h-[52dvh] overflow-auto rounded-lg bg-muted p-3"
            >
              <pre className="whitespace-pre-wrap break-all font-mono text-[12px] leading-5">
                {text.slice(0, MOST_SHOWN)}
              </pre>
            </section>
          )}
          {text && text.length > MOST_SHOWN && (
            <p className="mt-2 text-meta text-muted-foreground">{t('raw.cut')}</p>
          )}
          {state === 'refused' && <Alert className="mt-3">{t('raw.copyFailed')}</Alert>}
        </DialogBody>
        <DialogFooter note={t('raw.note')}>
          <CopyButton
            variant="primary"
            isCopied={state === 'copied'}
            disabled={text === undefined}
            onClick={() => text !== undefined && copy(text)}
          />
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
