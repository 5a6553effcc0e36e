import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { routes } from '@/app/api/openapi.json/routes';
import { DocsScreen } from '@/components/docs/docs-screen';
import { type ApiDocument, groupOperations } from '@/components/docs/operations';
import { env } from '@/lib/env';
import { openApiDocument } from '@/lib/handlers/openapi';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('docs'))('title') };
}

export default function DocsPage() {
  const { APP_URL } = env();
  const document = openApiDocument(routes, APP_URL) as ApiDocument;
  return <DocsScreen groups={groupOperations(document)} appUrl={APP_URL} />;
}
