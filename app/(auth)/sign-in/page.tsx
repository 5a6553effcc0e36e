import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SampleThread } from '@/components/auth/sample-thread';
import { SignInForm } from '@/components/auth/sign-in-form';
import { LanguageLinks } from '@/components/theme/language-links';
import { Mark } from '@/components/ui/mark';
import { ClientMessages } from '@/lib/i18n/client-messages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('pageTitle') };
}

export default async function SignInPage() {
  const t = await getTranslations('auth');
  return (
    <div className="@container/app">
      <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)] narrow:grid-cols-1">
        <main className="flex flex-col items-center justify-center px-6 py-8">
          <div className="w-full max-w-84">
            <Mark className="size-10" />
            <h1 className="mt-6 text-page">{t('title')}</h1>
            <p className="mt-1 mb-6 text-muted-foreground">{t('subtitle')}</p>
            <ClientMessages namespaces={['auth']}>
              <SignInForm />
              <LanguageLinks />
            </ClientMessages>
          </div>
        </main>
        <SampleThread />
      </div>
    </div>
  );
}
