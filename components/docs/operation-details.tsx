import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Chip } from '@/components/ui/badge';
import { FieldTable } from './field-table';
import type { Operation } from './operations';

type SummaryKey = keyof IntlMessages;
type IntlMessages = typeof import('@/messages/pt-BR/docs.json')['operations'];

/** One route and verb: a line that opens to what it takes and answers. */
export function OperationDetails({ operation }: { operation: Operation }) {
  const t = useTranslations('docs');
  const { method, path, permission, parameters, body, status, answer } = operation;
  return (
    <details className="group/operation border-b last:border-b-0">
      <summary className="flex list-none items-baseline gap-3 px-4 py-2.5 hover:bg-muted [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="icon-14 self-center text-muted-foreground group-open/operation:rotate-90"
        />
        <span className="flex min-w-0 flex-1 items-baseline gap-3 narrow:flex-col narrow:gap-0">
          <b className="w-13 shrink-0 font-mono font-semibold text-meta">{method}</b>
          <span className="min-w-0 flex-1">
            <code className="block font-mono text-[13px] leading-5">
              <Path path={path} />
            </code>
            <span className="text-muted-foreground">{t(`operations.${operation.key as SummaryKey}`)}</span>
          </span>
        </span>
        {permission && <Chip className="self-center font-mono narrow:hidden">{permission}</Chip>}
      </summary>
      <div className="space-y-4 px-4 pt-1 pb-4 pl-11 narrow:pl-4">
        {permission && <p className="hidden narrow:block">{t('needs', { permission })}</p>}
        <FieldTable title={t('parameters')} fields={parameters} />
        <FieldTable title={t('body')} fields={body} />
        <FieldTable title={t('answer', { status })} fields={answer} />
        {answer.length === 0 && <p className="text-muted-foreground">{t('answerPlain', { status })}</p>}
      </div>
    </details>
  );
}

/** A long address breaks before a slash. */
function Path({ path }: { path: string }) {
  const parts = path.split('/').slice(1);
  return parts.map((part, index) => (
    <Fragment key={parts.slice(0, index + 1).join('/')}>
      <wbr />/{part}
    </Fragment>
  ));
}
