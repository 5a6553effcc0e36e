'use client';

import { KeyRound, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import type { TokenView } from '@/lib/tokens/schema';
import { CreateTokenDialog } from './create-token-dialog';
import { FirstRequest } from './first-request';
import { CREATE_BUTTON_ID } from './focus-ids';
import { RevokeDialog } from './revoke-dialog';
import { TokensTable } from './tokens-table';

/** The API tokens of the organization. */
export function TokensScreen({
  initial,
  scopes,
  appUrl,
}: {
  initial: TokenView[];
  /** What a token can be allowed, in order. */
  scopes: readonly string[];
  appUrl: string;
}) {
  const t = useTranslations('tokens');
  const [tokens, setTokens] = useState(initial);
  const [isCreating, setCreating] = useState(false);
  const [toRevoke, setToRevoke] = useState<TokenView>();
  const replace = (token: TokenView) =>
    setTokens((list) => list.map((other) => (other.id === token.id ? token : other)));
  const create = (
    <Button id={CREATE_BUTTON_ID} variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );

  return (
    <div className="max-w-230">
      <div className="mb-4 flex items-start gap-4 narrow:flex-col">
        <div className="flex-1">
          <h2 className="text-title">{t('title')}</h2>
          <p className="max-w-140 text-muted-foreground">{t('about')}</p>
        </div>
        {tokens.length > 0 && create}
      </div>
      {tokens.length > 0 ? (
        <TokensTable tokens={tokens} onRevoke={setToRevoke} />
      ) : (
        <Card className="flex min-h-66">
          <EmptyState
            heading="h3"
            icon={<KeyRound />}
            title={t('empty.title')}
            text={t('empty.text')}
            action={create}
          />
        </Card>
      )}
      <p className="mt-3 text-meta text-muted-foreground">{t('kept')}</p>
      <FirstRequest appUrl={appUrl} />
      {isCreating && (
        <CreateTokenDialog
          scopes={scopes}
          onCreated={(token) => setTokens((list) => [token, ...list])}
          onClose={() => setCreating(false)}
        />
      )}
      {toRevoke && (
        <RevokeDialog token={toRevoke} onRevoked={replace} onClose={() => setToRevoke(undefined)} />
      )}
    </div>
  );
}
