import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { UnreadBadge } from '@/components/dashboard/unread-badge';
import { needsYou } from '@/components/instances/number-state';
import { NumbersBadge } from '@/components/instances/numbers-badge';
import { RealtimeProvider } from '@/components/realtime/realtime-provider';
import { SearchKeys } from '@/components/search/search-keys';
import { AppShell } from '@/components/shell/app-shell';
import { type NavKey, navItems } from '@/components/shell/nav-item';
import { findSession } from '@/lib/auth/session-scope';
import type { Scope } from '@/lib/core/scope';
import { canSee, getBadges, settingsPlaces } from '@/lib/dashboard/service';
import { ClientMessages } from '@/lib/i18n/client-messages';

/** What a place of the rail needs; places without an entry are everybody's. */
const NEEDS: Partial<Record<NavKey, (scope: Scope) => boolean>> = {
  conversations: (scope) => canSee(scope, 'conversations', 'conversations:read'),
  whatsapp: (scope) => canSee(scope, 'instances', 'instances:read'),
  settings: (scope) => settingsPlaces(scope).length > 0,
};

/** Everything inside: only for who is signed in, with the rail of what they may see and the stream of what changes. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const session = await findSession();
  if (!session) redirect('/sign-in');
  const { scope, me } = session;
  const badges = await getBadges(scope);
  const items = navItems((key) => NEEDS[key]?.(scope) ?? true, {
    conversations: <UnreadBadge initialIds={badges.unreadIds} />,
    whatsapp: <NumbersBadge initialIds={badges.instances.filter(needsYou).map(({ id }) => id)} />,
  });
  return (
    <RealtimeProvider session={session.key}>
      <ClientMessages namespaces={['shell']}>
        <AppShell
          items={items}
          me={{ id: me.userId, name: me.name, email: me.email, organization: me.organizationName }}
        >
          {children}
        </AppShell>
      </ClientMessages>
      <ClientMessages namespaces={['search']}>
        <SearchKeys
          timeZone={me.timeZone}
          places={[...items.map(({ key }) => key), ...settingsPlaces(scope), 'docs']}
        />
      </ClientMessages>
    </RealtimeProvider>
  );
}
