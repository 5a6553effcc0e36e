import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { themeClass, themeCookie, toTheme } from '@/components/theme/theme';
import { TooltipLayer } from '@/components/ui/tooltip';
import { ClientMessages } from '@/lib/i18n/client-messages';
import { cn } from '@/lib/utils';
import './globals.css';

/** Rendered per request: the nonce of the content security policy can't reach scripts of a prerendered page. */
export const dynamic = 'force-dynamic';

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    title: { default: t('product'), template: `%s · ${t('product')}` },
    icons: { icon: '/icon.svg', apple: '/apple-icon.png' },
    robots: { index: false, follow: false },
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = toTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang={await getLocale()} className={cn(GeistSans.variable, themeClass(theme))}>
      <body>
        <ClientMessages>{children}</ClientMessages>
        <TooltipLayer />
      </body>
    </html>
  );
}
