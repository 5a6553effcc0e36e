'use client';

import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { CopyButton } from '@/components/copy/copy-button';
import { useCopy } from '@/components/copy/use-copy';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { useClock } from '@/components/time/use-clock';
import { Alert } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { isAlive, type KnownLink, useLink } from './use-link';

/** Makes an address for whoever holds the phone, and tells what became of it. */
export function LinkPanel({ id, name }: { id: string; name: string }) {
  const t = useTranslations('links.staff');
  const { link, url, make, revoke, isBusy, problem } = useLink(id);
  const alive = link && isAlive(link) ? link : undefined;
  return (
    <div className="flex flex-col gap-4">
      <ProblemAlert problem={problem} />
      <p className="text-muted-foreground">{t('about', { name })}</p>
      {alive && url && <Address url={url} />}
      {link && <LinkState link={link} isKnown={url !== undefined} />}
      <div className="flex flex-wrap gap-2">
        <Button
          variant={alive ? 'outline' : 'primary'}
          icon={<Link2 />}
          busy={isBusy}
          disabled={link === undefined}
          onClick={make}
        >
          {t(alive ? 'makeAnother' : 'make')}
        </Button>
        {alive && (
          <Button busy={isBusy} onClick={revoke}>
            {t('revoke')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Address({ url }: { url: string }) {
  const t = useTranslations('links.staff');
  const id = useId();
  const { copy, state } = useCopy();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {t('address')}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          readOnly
          value={url}
          onFocus={(event) => event.target.select()}
          className="min-w-0 font-mono text-meta"
        />
        <CopyButton className="max-md:h-10" isCopied={state === 'copied'} onClick={() => copy(url)} />
      </div>
      {state === 'refused' && <p className="mt-1.5 text-meta text-muted-foreground">{t('copyByHand')}</p>}
      {isOnlyHere(url) && (
        <Alert tone="warning" className="mt-3">
          {t('onlyHere')}
        </Alert>
      )}
    </div>
  );
}

/** Whether only this computer can open it. */
const isOnlyHere = (url: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

function LinkState({ link, isKnown }: { link: KnownLink; isKnown: boolean }) {
  const t = useTranslations('links.staff');
  const left = Math.max(0, link.endsAt - useClock(1000).getTime());
  const seconds = Math.floor(left / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const isOver = !isAlive(link) || left === 0;
  return (
    <div>
      <p role="status">{t(isOver && isAlive(link) ? 'state.expired' : `state.${link.state}`)}</p>
      {!isOver && <p className="text-meta text-muted-foreground tabular-nums">{t('endsIn', { time })}</p>}
      {!isOver && !isKnown && (
        <p className="text-meta text-muted-foreground">
          {link.createdByName ? t('madeBy', { name: link.createdByName }) : t('madeBefore')}
        </p>
      )}
    </div>
  );
}
