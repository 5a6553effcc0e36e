import { useTranslations } from 'next-intl';
import { Page, PageBody, PageHeader } from '@/components/shell/page';
import { Card } from '@/components/ui/card';
import { OperationDetails } from './operation-details';
import type { Operation } from './operations';

type Group = { tag: string; operations: Operation[] };

/** The HTTP API, read from its own OpenAPI document. */
export function DocsScreen({ groups, appUrl }: { groups: Group[]; appUrl: string }) {
  const t = useTranslations('docs');
  return (
    <Page>
      <PageHeader title={t('title')}>
        <a href="/api/openapi.json" className="link font-medium">
          {t('document')}
        </a>
      </PageHeader>
      <PageBody>
        <div className="max-w-3xl space-y-6">
          <div className="space-y-2">
            <p>
              {t.rich('about', {
                link: (text) => (
                  <a href="/settings/tokens" className="link">
                    {text}
                  </a>
                ),
              })}
            </p>
            <pre className="whitespace-pre-wrap rounded-xl bg-muted px-4 py-3 font-mono text-[12px] leading-5">
              {`curl ${appUrl}/api/whatsapp/instances \\\n  -H "Authorization: Bearer rcd_…"`}
            </pre>
            <p className="text-muted-foreground">{t('errors')}</p>
          </div>
          {groups.map(({ tag, operations }) => (
            <section key={tag} aria-label={tag}>
              <h2 className="mb-2 text-title">{tag}</h2>
              <Card className="overflow-hidden">
                {operations.map((operation) => (
                  <OperationDetails key={operation.key} operation={operation} />
                ))}
              </Card>
            </section>
          ))}
        </div>
      </PageBody>
    </Page>
  );
}
