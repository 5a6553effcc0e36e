'use client';

import { Ban, Ellipsis } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Ago } from '@/components/time/ago';
import { StateLine } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import type { TokenView } from '@/lib/tokens/schema';
import { cn } from '@/lib/utils';
import { tokenMenuIdOf } from './focus-ids';
import { ScopeChips } from './scope-chips';

const head =
  'whitespace-nowrap border-b bg-muted px-4 py-2.5 text-left font-medium text-meta text-muted-foreground';
const cell = 'whitespace-nowrap border-b border-border/65 px-4 py-2.5 group-last:border-b-0';
const wide = 'narrow:hidden';

/** Tokens in rows; a revoked one stays, muted. On a phone only name, use and menu have a column. */
export function TokensTable({
  tokens,
  onRevoke,
}: {
  tokens: TokenView[];
  onRevoke: (token: TokenView) => void;
}) {
  const t = useTranslations('tokens.columns');
  return (
    <Card className="overflow-x-auto">
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th className={head}>{t('name')}</th>
            <th className={cn(head, wide)}>{t('scopes')}</th>
            <th className={cn(head, wide)}>{t('by')}</th>
            <th className={cn(head, wide)}>{t('created')}</th>
            <th className={head}>{t('used')}</th>
            <th className={cn(head, 'w-12')}>
              <span className="sr-only">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => onRevoke(token)} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function TokenRow({ token, onRevoke }: { token: TokenView; onRevoke: () => void }) {
  const t = useTranslations('tokens');
  const format = useFormatter();
  const { revokedAt } = token;
  const isOff = revokedAt !== null;
  return (
    <tr className={cn('group', isOff && 'text-muted-foreground')}>
      <td className={cn(cell, 'min-w-44 whitespace-normal')}>
        <span className="block font-medium">{token.name}</span>
        <code className="block font-mono text-meta text-muted-foreground">…{token.hint}</code>
        <span className="mt-1.5 hidden narrow:block">
          <ScopeChips scopes={token.scopes} />
        </span>
      </td>
      <td className={cn(cell, wide, 'whitespace-normal')}>
        <ScopeChips scopes={token.scopes} />
      </td>
      <td className={cn(cell, wide)}>{token.createdByName ?? t('system')}</td>
      <td className={cn(cell, wide)}>
        {format.dateTime(new Date(token.createdAt), { day: 'numeric', month: 'short', year: 'numeric' })}
      </td>
      <td className={cell}>
        {isOff ? (
          <StateLine tone="off" icon={<Ban />} className="font-normal">
            {t('revoked')}
          </StateLine>
        ) : token.lastUsedAt ? (
          <Ago at={token.lastUsedAt} />
        ) : (
          t('neverUsed')
        )}
      </td>
      <td className={cn(cell, 'w-12 pr-2 text-right')}>
        {!isOff && <TokenMenu token={token} onRevoke={onRevoke} />}
      </td>
    </tr>
  );
}

function TokenMenu({ token, onRevoke }: { token: TokenView; onRevoke: () => void }) {
  const t = useTranslations('tokens');
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          id={tokenMenuIdOf(token.id)}
          label={t('menuOf', { name: token.name })}
          icon={<Ellipsis />}
          size="sm"
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent onCloseAutoFocus={(event) => event.preventDefault()}>
        <DropdownMenuItem destructive onSelect={onRevoke}>
          <Ban />
          {t('revoke')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
