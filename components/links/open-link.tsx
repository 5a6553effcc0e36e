'use client';

import { Smartphone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { problemOf, type ShownProblem } from '@/components/problem/problem';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { postJson } from '@/components/problem/read-json';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';

/** Before a link is used: who asks, for what, and the press that uses it. */
export function OpenLink({
  token,
  organizationName,
  numberName,
}: {
  token: string;
  organizationName: string;
  numberName: string;
}) {
  const t = useTranslations('links.guest');
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ShownProblem>();

  const open = async () => {
    setBusy(true);
    try {
      await postJson('/link/claim', { token });
      router.refresh();
    } catch (error) {
      const fault = problemOf(error);
      // Somebody was quicker, or it ended meanwhile: the page itself says so.
      if (['invalid_state', 'not_found'].includes(fault.code)) return router.refresh();
      setProblem(fault);
      setBusy(false);
    }
  };

  return (
    <Card aria-labelledby="open-title" className="px-6 py-8 max-md:px-4">
      <span className="mb-4 grid size-10 place-items-center rounded-xl bg-muted text-muted-foreground">
        <Smartphone aria-hidden="true" className="icon-20" />
      </span>
      <h1 id="open-title" className="text-title">
        {t('title', { organization: organizationName })}
      </h1>
      <p className="mt-1 text-muted-foreground">{t('text', { number: numberName })}</p>
      <ul className="mt-4 flex list-disc flex-col gap-1.5 pl-5">
        <li>{t('withPhone')}</li>
        <li>{t('otherScreen')}</li>
        <li>{t('onlyIfKnown')}</li>
      </ul>
      <ProblemAlert problem={problem} className="mt-4" />
      <Button variant="primary" size="lg" wide className="mt-6" busy={isBusy} onClick={open}>
        {t('begin')}
      </Button>
      <p className="mt-2 text-center text-meta text-muted-foreground">{t('once')}</p>
    </Card>
  );
}
