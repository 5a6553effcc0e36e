import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TokensScreen } from '@/components/tokens/tokens-screen';
import { env } from '@/lib/env';
import { loadPage } from '@/lib/handlers/load-page';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { TOKEN_SCOPES } from '@/lib/tokens/schema';
import { listTokens } from '@/lib/tokens/service';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tokens'))('title') };
}

export default async function TokensPage() {
  const tokens = await loadPage((scope) => listTokens(scope));
  return (
    <ClientMessages namespaces={['tokens', 'time']}>
      <TokensScreen initial={tokens} scopes={TOKEN_SCOPES} appUrl={env().APP_URL} />
    </ClientMessages>
  );
}
