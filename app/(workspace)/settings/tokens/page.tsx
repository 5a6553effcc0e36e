import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TokensScreen } from '@/components/tokens/tokens-screen';
import { env } from '@/lib/env';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { listTokens, offeredScopes } from '@/lib/tokens/service';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tokens'))('title') };
}

export default async function TokensPage() {
  const { tokens, scopes } = await loadPage(async (scope) => ({
    tokens: await listTokens(scope),
    scopes: offeredScopes(scope),
  }));
  return (
    <ClientMessages namespaces={['tokens', 'time']}>
      <TokensScreen initial={tokens} scopes={scopes} appUrl={env().APP_URL} />
    </ClientMessages>
  );
}
