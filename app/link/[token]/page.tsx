import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { GuestScreen } from '@/components/links/guest-screen';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { cookieNameOf } from '@/lib/links/door';
import { lookAtLink } from '@/lib/links/guest';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('links.guest'))('pageTitle'), referrer: 'no-referrer' };
}

export default async function LinkPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, jar] = await Promise.all([params, cookies()]);
  const look = await lookAtLink(token, (id) => jar.get(cookieNameOf(id))?.value);
  return (
    <ClientMessages namespaces={['instances', 'links']}>
      <GuestScreen token={token} look={look} />
    </ClientMessages>
  );
}
