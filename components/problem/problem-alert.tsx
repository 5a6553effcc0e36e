'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/banner';
import type { ShownProblem } from './problem';

/** A failed action in words, with the request to look up in the log. */
export function ProblemAlert({ problem, className }: { problem?: ShownProblem; className?: string }) {
  const t = useTranslations('errors');
  const common = useTranslations('common');
  if (!problem) return null;
  return (
    <Alert className={className}>
      {problem.detail || t('unreachable')}
      {problem.requestId && (
        <span className="mt-1 block select-all font-mono text-meta text-muted-foreground">
          {common('requestId', { id: problem.requestId })}
        </span>
      )}
    </Alert>
  );
}
