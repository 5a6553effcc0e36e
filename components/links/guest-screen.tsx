import { LanguageLinks } from '@/components/theme/language-links';
import { Mark } from '@/components/ui/mark';
import type { GuestLook } from '@/lib/links/schema';
import { GuestConnect } from './guest-connect';
import { LinkOver } from './link-over';
import { OpenLink } from './open-link';

/** The public page of a link: the press that opens it, the connection, or why it leads nowhere. */
export function GuestScreen({ token, look }: { token: string; look: GuestLook }) {
  const isWide = look.state === 'yours';
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-8 max-md:justify-start">
      <div className={`flex w-full flex-col ${isWide ? 'max-w-190' : 'max-w-110'}`}>
        <Mark className="mb-4 size-8" />
        <Body token={token} look={look} />
        <LanguageLinks />
      </div>
    </main>
  );
}

function Body({ token, look }: { token: string; look: GuestLook }) {
  switch (look.state) {
    case 'open':
      return <OpenLink token={token} {...look} />;
    case 'yours':
      return <GuestConnect id={look.id} number={look.number} secondsLeft={look.secondsLeft} />;
    default:
      return <LinkOver state={look.state} />;
  }
}
