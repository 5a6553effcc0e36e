'use client';

import { useTranslations } from 'next-intl';
import { Chip } from '@/components/ui/badge';
import type { TokenScope } from '@/lib/tokens/schema';

/** What a token may do, in words. One we do not know is shown as it is. */
export function ScopeChips({ scopes }: { scopes: readonly string[] }) {
  const t = useTranslations('tokens.scope');
  return (
    <span className="flex flex-wrap gap-1">
      {scopes.map((scope) => (
        <Chip key={scope}>{t.has(scope as TokenScope) ? t(scope as TokenScope) : scope}</Chip>
      ))}
    </span>
  );
}
